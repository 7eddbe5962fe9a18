package reports

import (
	"time"

	"prepaudit/reports/record"
)

func deviceColumns(l styles, _ *record.Run) []sheetColumn {
	return []sheetColumn{
		{"Device", "", 24, l.text},
		{"Serial number", "", 22, l.text},
		{"Manufacturer", "", 22, l.text},
		{"Model", "", 34, l.text},
		{"Kind", "computer, or one that is counted and not judged", 18, l.text},
		{"Version", "", 18, l.text},
		{"Release", "of Windows", 12, l.text},
		{"Edition", "", 22, l.text},
		{"Serviced until", "the day of the last update; empty where it is not known", 15, l.date},
		{"Join", "", 20, l.text},
		{"Owner", "company, personal, unknown", 11, l.text},
		{"Enrolled by", "", 24, l.text},
		{"Profile", "the device preparation policy, where one was used", 30, l.text},
		{"User principal name", "of its user", 38, l.text},
		{"Enrolled (UTC)", "", 17, l.time},
		{"Last sync (UTC)", "", 17, l.time},
		{"Findings", "how many", 10, l.number},
		{"Object id", "of Intune", 38, l.text},
	}
}

func (x *workbook) addDevice(d *record.Device) error {
	return x.devices.add(d.Name, d.Serial, d.Manufacturer, d.Model, d.Kind.String(), d.Version, d.Release, d.Edition, date(d.Servicing),
		d.JoinType, d.Ownership, d.Enrollment, d.ProfileName, d.UPN, when(d.Enrolled), when(d.LastSync), len(d.Findings), d.ID.String())
}

// date is a day for a cell; nothing for none, and for what is no day.
func date(day string) any {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil
	}
	return when(t)
}

// when is a time for a cell; nothing for none.
func when(t time.Time) any {
	if t.Year() < 1900 { // Excel knows no earlier ones
		return nil
	}
	return t.UTC()
}
