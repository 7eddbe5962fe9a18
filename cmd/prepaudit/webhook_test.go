package main

import (
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"sync/atomic"

	"github.com/rogpeppe/go-internal/testscript"
)

// webhook takes what a story posts into posted-1 and so on, answers with a status, and sets HOOK to its address. Its
// certificate is in webhook.pem: webhook 202
func webhook(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: webhook STATUS")
	}
	status, err := strconv.Atoi(args[0])
	ts.Check(err)
	var posts atomic.Int32
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err == nil {
			err = os.WriteFile(ts.MkAbs(fmt.Sprintf("posted-%d", posts.Add(1))), body, 0o600)
		}
		if err != nil {
			status = http.StatusInternalServerError
		}
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(status)
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // of those who don't trust it
	s.StartTLS()
	ts.Defer(s.Close)
	ts.Check(os.WriteFile(ts.MkAbs("webhook.pem"),
		pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}), 0o600))
	ts.Setenv("HOOK", s.URL+"/hooks/SECRET?sig=SECRET")
}
