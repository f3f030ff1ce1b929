"""Official papers written as docx, PDF/A and workbooks by GB/T 9704-2012."""
