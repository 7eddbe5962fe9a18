package probe

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"net"
	"strconv"
	"time"

	"prepaudit/rules/tenant"
)

// ntpSize is the length of an SNTP packet without extensions (RFC 4330).
const ntpSize = 48

// askTime makes one exchange with a time server.
func (x *run) askTime(ctx context.Context, t *target) {
	if t.names.outcome != tenant.ProbeOK {
		t.Outcome = t.names.outcome
		return
	}
	addrs := append(t.names.v4, t.names.v6...)
	a := addrs[(t.Tries-1)%len(addrs)]
	conn, err := x.Dial(ctx, "udp", net.JoinHostPort(a.String(), strconv.Itoa(t.Port)))
	if err != nil {
		t.fail(err)
		return
	}
	defer conn.Close()
	defer onCancel(ctx, conn)()
	// The server sends back the time at which it was asked. Something random in its place tells the
	// answer to this question from any other, and says nothing about this machine.
	packet := make([]byte, ntpSize)
	packet[0] = 4<<3 | 3 // version 4, client
	rand.Read(packet[40:])
	asked := x.Now()
	if _, err := conn.Write(packet); err != nil {
		t.fail(err)
		return
	}
	in := make([]byte, 512)
	for {
		n, err := conn.Read(in)
		if err != nil {
			t.fail(err)
			return
		}
		offset, kiss, err := readTime(in[:n], packet[40:], asked, x.Now())
		switch {
		case errors.Is(err, errOtherAnswer):
			continue
		case err != nil:
			t.Outcome, t.Detail = tenant.ProbeWrongAnswer, err.Error()
		case kiss != "":
			t.Outcome, t.Detail = tenant.ProbeKiss, kiss
		default:
			t.Outcome, t.OffsetMillis = tenant.ProbeOK, offset.Milliseconds()
		}
		return
	}
}

var (
	errOtherAnswer = errors.New("an answer to another question")
	errNoTime      = errors.New("no SNTP answer")
	errUnset       = errors.New("the clock of the time server is not set")
)

// readTime reads the answer to a question that held nonce, and says what the server's clock is ahead of
// this one's, or the code with which the server refuses.
func readTime(b, nonce []byte, asked, answered time.Time) (offset time.Duration, kiss string, err error) {
	switch {
	case len(b) < ntpSize, b[0]&7 != 4, b[0]>>3&7 < 1, b[0]>>3&7 > 4:
		return 0, "", errNoTime
	case string(b[24:32]) != string(nonce):
		return 0, "", errOtherAnswer
	case b[1] == 0:
		return 0, kissCode(b[12:16]), nil
	case b[0]>>6 == 3, b[1] > 15, binary.BigEndian.Uint64(b[32:]) == 0, binary.BigEndian.Uint64(b[40:]) == 0:
		return 0, "", errUnset
	}
	received, sent := ntpTime(b[32:]), ntpTime(b[40:])
	return (received.Sub(asked) + sent.Sub(answered)) / 2, "", nil
}

// kissCode is four letters such as RATE or DENY.
func kissCode(b []byte) string {
	for _, c := range b {
		if c < 'A' || c > 'Z' {
			return "without a code"
		}
	}
	return string(b)
}

// ntpTime reads a timestamp. The first era ends in 2036: a small number is of the second (RFC 4330).
func ntpTime(b []byte) time.Time {
	const since1900, era = 2208988800, 1 << 32
	seconds := int64(binary.BigEndian.Uint32(b))
	if seconds < 1<<31 {
		seconds += era
	}
	nanos := int64(binary.BigEndian.Uint32(b[4:])) * int64(time.Second) >> 32
	return time.Unix(seconds-since1900, nanos)
}
