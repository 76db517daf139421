// Pause does nothing, as the first process of a Pod and as its only container: it ends when it is
// told to, or by itself when nobody can be left who would.
package main

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	told := make(chan os.Signal, 1)
	signal.Notify(told, syscall.SIGTERM, syscall.SIGINT)
	select {
	case <-told:
	case <-time.After(time.Hour):
	}
}
