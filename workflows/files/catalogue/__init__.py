"""The catalogue as workbook and as text."""
