package talk

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// literal is a string of the source, put together where it is written in parts.
type literal struct{ declaration, text string }

// sourcesOf gives the Go files of a folder but those of tests and, here, of the tables.
func sourcesOf(t *testing.T, folder string) (all []*ast.File) {
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(folder, err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || name == "vocabulary.go" || name == "when.go" || folder == "." && strings.HasPrefix(name, "english") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, file)
	}
	return all
}

// literalsOf gives all strings of a folder's Go files but patterns.
func literalsOf(t *testing.T, folder string) (all []literal) {
	for _, file := range sourcesOf(t, folder) {
		for _, d := range file.Decls {
			ast.Inspect(d, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok && called(call) == "MustCompile" {
					return false
				}
				if kv, ok := n.(*ast.KeyValueExpr); ok { // messages of people
					if key, ok := kv.Key.(*ast.Ident); ok && key.Name == "Examples" {
						return false
					}
				}
				e, ok := n.(ast.Expr)
				if !ok {
					return true
				}
				s, ok := stringOf(e)
				if ok {
					all = append(all, literal{declared(d), s})
				}
				return !ok
			})
		}
	}
	return all
}

// formsOf gives the forms of all sentences that the packages under a folder make.
func formsOf(t *testing.T, folder string) (all []string) {
	var folders []string
	if err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() != "said" {
			folders = append(folders, path)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		if goFiles, _ := filepath.Glob(filepath.Join(folder, "*.go")); len(goFiles) == 0 {
			continue
		}
		for _, file := range sourcesOf(t, folder) {
			ast.Inspect(file, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				name := called(call)
				if f, ok := call.Fun.(*ast.SelectorExpr); (!ok || !isNamed(f.X, "said") || !slices.Contains([]string{"Of", "Errorf", "Join"}, name)) && name != "wrongSetting" {
					return true
				}
				form, ok := stringOf(call.Args[0])
				if !ok {
					t.Errorf("%s: the form of a sentence is not written out", file.Name)
				} else if n := len(verbsOf(form)); name != "Join" && n != len(call.Args)-1 || name == "Join" && n != 2 {
					t.Errorf("%s: %q has not as many arguments", file.Name, form)
				}
				all = append(all, form)
				return true
			})
		}
	}
	return all
}

func isNamed(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

// called names the function of a call.
func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// stringOf gives a string that is written out, in one part or in several.
func stringOf(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		x, okX := stringOf(e.X)
		y, okY := stringOf(e.Y)
		return x + y, okX && okY && e.Op == token.ADD
	}
	return "", false
}

// declared names a function, or the first of several values that stand together.
func declared(d ast.Decl) string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return d.Name.Name
	case *ast.GenDecl:
		if v, ok := d.Specs[0].(*ast.ValueSpec); ok {
			return v.Names[0].Name
		}
	}
	return ""
}
