// Package exchange is how the judge talks: one case per line in, one answer per line out, both JSON.
package exchange

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime/debug"
)

// Kinds maps the kind of a case to what answers it.
type Kinds map[string]func(line []byte) (any, error)

// externalDNS is the module whose behaviour decides.
const externalDNS = "sigs.k8s.io/external-dns"

// Serve answers every line of standard input until it ends. Nothing that is wrong with one case ends the program:
// an error is answered as {"error": …}, a panic of the code under judgement as {"panic": …}.
func Serve(kinds Kinds) {
	kinds["version"] = func([]byte) (any, error) { return version() }
	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	output := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer output.Flush()
	for {
		line, err := input.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			output.Write(encode(answer(kinds, line)))
			if input.Buffered() == 0 {
				output.Flush()
			}
		}
		if err == io.EOF {
			return
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "cannot read cases:", err)
			os.Exit(1)
		}
	}
}

func answer(kinds Kinds, line []byte) (result any) {
	defer func() {
		if reason := recover(); reason != nil {
			result = map[string]string{"panic": fmt.Sprint(reason)}
		}
	}()
	var head struct {
		Kind string `json:"kind"`
	}
	if err := json.Unmarshal(line, &head); err != nil {
		return map[string]string{"error": err.Error()}
	}
	decide, known := kinds[head.Kind]
	if !known {
		return map[string]string{"error": "no kind " + head.Kind}
	}
	result, err := decide(line)
	if err != nil {
		return map[string]string{"error": err.Error()}
	}
	return result
}

// encode writes text as it is: no HTML escapes, so that both sides see the same characters.
func encode(value any) []byte {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return fmt.Appendf(nil, "{\"error\":%q}\n", err.Error())
	}
	return buffer.Bytes()
}

// version is that of the module as linked into this very program.
func version() (any, error) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return nil, fmt.Errorf("the program carries no build information")
	}
	for _, module := range info.Deps {
		if module.Path == externalDNS {
			return map[string]string{"module": module.Path, "version": module.Version}, nil
		}
	}
	return nil, fmt.Errorf("the program is not built with %s", externalDNS)
}
