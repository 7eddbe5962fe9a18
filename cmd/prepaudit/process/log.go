package process

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
)

// LogFormats are those of standard error: lines for people, or one JSON object a line for the collector of a job.
var LogFormats = []string{"text", "json"}

// Tell says a line of what was done, such as which files were written. Fields are those of slog, names and values.
func (s *Sys) Tell(text string, fields ...any) { s.say(slog.LevelInfo, "", text, fields) }

// Note says a line in the name of the program.
func (s *Sys) Note(text string, fields ...any) { s.say(slog.LevelInfo, "prepaudit: ", text, fields) }

// Warn says a line of what isn't as it should be, though the run goes on.
func (s *Sys) Warn(text string, fields ...any) {
	s.say(slog.LevelWarn, "prepaudit: warning: ", text, fields)
}

// Fail says an error on one line, and what Microsoft's support asks for and what to do on the next ones.
func (s *Sys) Fail(err error, fields ...any) {
	fields = append(fields, "requestId", RequestIDOf(err), "hint", HintOf(err))
	s.say(slog.LevelError, "prepaudit: ", Printable(strings.ReplaceAll(err.Error(), "\n", "; ")), fields)
}

// say writes text and fields as the format has it. Of the fields lines for people show the id of a request and a hint,
// each line of which is one.
func (s *Sys) say(level slog.Level, prefix, text string, fields []any) {
	if s.JSONLog {
		s.Logger().Log(context.Background(), level, text, fields...)
		return
	}
	fmt.Fprintln(lines{s}, s.hidden(prefix+text))
	for i := 0; i+1 < len(fields); i += 2 {
		value := fmt.Sprint(fields[i+1])
		switch {
		case fields[i] == "requestId" && value != "":
			fmt.Fprintln(lines{s}, s.hidden("request-id: "+Printable(value)))
		case fields[i] == "hint":
			for line := range strings.SplitSeq(value, "\n") {
				if line != "" {
					fmt.Fprintln(lines{s}, s.hidden("hint: "+Printable(line)))
				}
			}
		}
	}
}

// Logger is for what is only said with --verbose. It replaces names in each value, before what is around them could be
// taken for one.
func (s *Sys) Logger() *slog.Logger {
	options := &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
		if a.Value.Kind() == slog.KindString && a.Value.String() == "" {
			return slog.Attr{} // such as a hint that an error doesn't have
		}
		if len(groups) > 0 || a.Key != slog.TimeKey && a.Key != slog.LevelKey {
			switch a.Value.Kind() {
			case slog.KindString, slog.KindAny:
				texts := strings.Split(a.Value.String(), "\n") // which both formats escape
				for i := range texts {
					texts[i] = Printable(texts[i])
				}
				a.Value = slog.StringValue(s.hidden(strings.Join(texts, "\n")))
			case slog.KindDuration:
				if s.JSONLog { // which has no unit
					a.Value = slog.Float64Value(a.Value.Duration().Seconds())
				}
			}
		}
		return a
	}}
	if s.JSONLog {
		log := slog.New(slog.NewJSONHandler(lines{s}, options))
		if s.Name != "" {
			return log.With("tenant", s.Name)
		}
		return log
	}
	return slog.New(slog.NewTextHandler(lines{s}, options))
}

// lines are standard error, a whole write at a time, with the name of a part in front of each.
type lines struct{ s *Sys }

func (l lines) Write(p []byte) (int, error) {
	text, all := p, l.s
	if l.s.Name != "" && !l.s.JSONLog {
		text = nil
		for line := range bytes.Lines(p) {
			text = append(append(text, l.s.Name+": "...), line...)
		}
	}
	if l.s.whole != nil {
		all = l.s.whole
	}
	all.writing.Lock()
	defer all.writing.Unlock()
	_, err := all.Stderr.Write(text)
	return len(p), err
}

func (s *Sys) hidden(text string) string {
	if s.Hide == nil {
		return text
	}
	return s.Hide(text)
}
