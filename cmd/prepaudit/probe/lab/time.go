package lab

import (
	"encoding/binary"
	"net"
	"strings"
	"time"
)

// time is a time server: right, ahead by an offset ("+7m"), one that refuses ("kiss"), or one whose clock
// is not set ("unset").
func (l *Lab) time(what string) string {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() { conn.Close() })
	offset, _ := time.ParseDuration(strings.TrimPrefix(what, "+"))
	go func() {
		b := make([]byte, 512)
		for {
			n, from, err := conn.ReadFrom(b)
			if err != nil {
				return
			}
			if n < 48 {
				continue
			}
			out := make([]byte, 48)
			out[0], out[1] = 4<<3|4, 2
			copy(out[24:], b[40:48])
			now := stamp(time.Now().Add(offset))
			copy(out[32:], now)
			copy(out[40:], now)
			switch what {
			case "kiss":
				out[0], out[1] = 3<<6|4<<3|4, 0
				copy(out[12:], "RATE")
			case "unset":
				out[0] = 3<<6 | 4<<3 | 4
			case "rubbish":
				out = []byte("hello")
			case "other":
				stale := append([]byte{}, out...)
				copy(stale[24:], "otherone")
				conn.WriteTo(stale, from)
			}
			conn.WriteTo(out, from)
		}
	}()
	return conn.LocalAddr().String()
}

// stamp is a timestamp of NTP.
func stamp(t time.Time) []byte {
	b := make([]byte, 8)
	binary.BigEndian.PutUint32(b, uint32(t.Unix()+2208988800))
	binary.BigEndian.PutUint32(b[4:], uint32(uint64(t.Nanosecond())<<32/1e9))
	return b
}
