"""Reads tables of headcounts as councils send them: no Django, nothing but bytes.

read            a file -> a reading: headcounts or what is wrong, and what was left out
containers      what is told before anything is parsed: the wrong kind, too large
csv_sheets      a csv file -> a sheet; csv_text: bytes -> rows of texts
xlsx_sheets     a workbook -> sheets; xlsx_package, xlsx_workbook, xlsx_cells: its parts
sheets          a sheet as read: cells, what is hidden and merged
table           sheets -> a reading; search: where the table is
wide, long      tables with groups across or down, and with a row for each area and group
numbers         what a cell says: a number, no number, or neither
headings        which group a heading names, and what other columns are
"""
