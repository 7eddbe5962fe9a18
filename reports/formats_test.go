package reports_test

import _ "prepaudit/reports/parquet" // whose formats are tested with the others
