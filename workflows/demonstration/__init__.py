"""The demonstration campaign's own data (演示数据): lists, workbooks and the fate of every item. Knows no table and no clock."""
