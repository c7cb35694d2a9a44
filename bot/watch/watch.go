// Package watch lets whoever operates the program see how it is: whether it is alive and
// does its work, in figures that Prometheus reads, and by a call to a monitor that
// raises the alarm when it stays out. What it shows are counts, times and ids, never
// anybody's words.
package watch

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"
)

// Where the answers are. A webhook needs another path.
const (
	AlivePath   = "/healthz" // 200 while the program runs
	ReadyPath   = "/readyz"  // 200 while every Check passes, else 503; a line for each
	MetricsPath = "/metrics" // the figures, as Prometheus reads them
)

const (
	requestTime = 15 * time.Second // to read a request, and to answer it
	idleTime    = 2 * time.Minute
	headerLimit = 16 << 10
	shutTime    = 300 * time.Millisecond // left to requests at work when the serving ends
)

// Handler answers on the three paths, and leaves all others to rest, which may be nil.
func Handler(h *Health, f *Figures, rest http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc(AlivePath, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok\n") })
	mux.HandleFunc("GET "+ReadyPath, func(w http.ResponseWriter, r *http.Request) {
		var b strings.Builder
		faults := 0
		for _, s := range h.Look(r.Context()) {
			if s.Err == nil {
				fmt.Fprintf(&b, "✓ %s\n", s.Name)
				continue
			}
			faults++
			fmt.Fprintf(&b, "✗ %s：%s\n", s.Name, oneLine(s.Err))
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		if faults > 0 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		io.WriteString(w, b.String())
	})
	mux.HandleFunc("GET "+MetricsPath, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		f.write(w)
		h.write(r.Context(), w)
	})
	if rest != nil {
		mux.Handle("/", rest)
	}
	return mux
}

// Serve serves h at l until ctx ends, and then has what is at work end in a moment. The
// error is why it ended before.
func Serve(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger) error {
	server := &http.Server{Handler: h, ReadTimeout: requestTime, WriteTimeout: requestTime, IdleTimeout: idleTime,
		MaxHeaderBytes: headerLimit, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutTime)
	defer cancel()
	if server.Shutdown(ctx) != nil {
		server.Close()
	}
	return nil
}

func oneLine(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }
