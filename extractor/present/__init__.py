"""What people see: terminal tables, progress, exports, the report."""
