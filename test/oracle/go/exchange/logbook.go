package exchange

import (
	"fmt"
	"io"

	log "github.com/sirupsen/logrus"
)

// LogLine is one line of external-dns's own log.
type LogLine struct {
	Level   string            `json:"level"`
	Message string            `json:"message"`
	Fields  map[string]string `json:"fields,omitempty"`
}

// Logbook keeps what external-dns logs, at debug level.
type Logbook struct{ lines []LogLine }

// OpenLogbook takes over the process's log. A fatal line, which would end external-dns, becomes a panic of the case.
func OpenLogbook() *Logbook {
	book := &Logbook{}
	log.SetOutput(io.Discard)
	log.SetLevel(log.DebugLevel)
	log.AddHook(book)
	log.StandardLogger().ExitFunc = func(int) { panic("external-dns exits: " + book.last()) }
	return book
}

// Levels says that the logbook wants every level.
func (b *Logbook) Levels() []log.Level { return log.AllLevels }

// Fire keeps a line.
func (b *Logbook) Fire(entry *log.Entry) error {
	line := LogLine{Level: entry.Level.String(), Message: entry.Message}
	for name, value := range entry.Data {
		if line.Fields == nil {
			line.Fields = map[string]string{}
		}
		line.Fields[name] = fmt.Sprint(value)
	}
	b.lines = append(b.lines, line)
	return nil
}

// Take returns the lines since the last time.
func (b *Logbook) Take() []LogLine {
	lines := append([]LogLine{}, b.lines...)
	b.lines = b.lines[:0]
	return lines
}

func (b *Logbook) last() string {
	if len(b.lines) == 0 {
		return ""
	}
	return b.lines[len(b.lines)-1].Message
}
