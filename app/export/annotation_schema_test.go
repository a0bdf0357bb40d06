package export

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"stet/models"
)

// annotationSchema is what the model says a collection must be, as a schema.
func annotationSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	schema, err := c.Compile("testdata/annotation.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func TestAnnotationsFitTheSchemaOfTheModel(t *testing.T) {
	t.Parallel()
	schema := annotationSchema(t)
	for _, c := range []models.Checked{tram(t, true), tram(t, false), legalTram(t), {}} {
		file, err := jsonschema.UnmarshalJSON(strings.NewReader(written(t, "annotation", c)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(file); err != nil {
			t.Error(err)
		}
	}
}

func TestTheSchemaOfTheModelRefusesWhatTheModelRefuses(t *testing.T) {
	t.Parallel()
	schema, sound := annotationSchema(t), written(t, "annotation", tram(t, false))
	for name, spoil := range map[string][2]string{
		"no context":           {`"@context"`, `"context"`},
		"an id that is no IRI": {`"id": "https://harbourpost.example/city/harbour-tram#claim-1"`, `"id": "claim 1"`},
		"no target":            {`"target"`, `"goal"`},
		"a motive of its own":  {`"motivation": "assessing"`, `"motivation": "judging"`},
		"a quote without text": {`"exact"`, `"exactly"`},
		"a negative position":  {`"start": 5,`, `"start": -5,`},
		"no date":              {`"sourceDate"`, `"date"`},
		"a local time":         {`"created": "2026-11-14T10:12:00Z"`, `"created": "2026-11-14T10:12:00+01:00"`},
		"text and a source":    {`"value": "The council`, `"source": "https://a.example/", "value": "The council`},
		"an empty page":        {`"total": 8`, `"total": 0`},
	} {
		broken := strings.Replace(sound, spoil[0], spoil[1], 1)
		file, err := jsonschema.UnmarshalJSON(strings.NewReader(broken))
		if err != nil || broken == sound {
			t.Fatalf("%s: %v", name, err)
		}
		if schema.Validate(file) == nil {
			t.Errorf("%s fits", name)
		}
	}
}

// ownContext gives the terms that are used, with the meanings that the vocabulary
// has for them, in place of the W3C's file, so that nothing is fetched.
type ownContext struct{ document any }

// LoadDocument knows one address.
func (c ownContext) LoadDocument(address string) (*ld.RemoteDocument, error) {
	if address != annotationContext {
		return nil, fmt.Errorf("nothing is fetched from %s", address)
	}
	return &ld.RemoteDocument{DocumentURL: address, Document: c.document}, nil
}

// To a processor of JSON-LD everything in the file means something: no term is
// dropped, and of every claim the same is said as in the article.
func TestAnnotationsMeanWhatTheySayToAProcessorOfJSONLD(t *testing.T) {
	t.Parallel()
	var own map[string]any
	raw, err := os.ReadFile("testdata/annotation.context.json")
	if err == nil {
		err = json.Unmarshal(raw, &own)
	}
	if err != nil {
		t.Fatal(err)
	}
	c := tram(t, false)
	var file any
	if err := json.Unmarshal([]byte(written(t, "annotation", c)), &file); err != nil {
		t.Fatal(err)
	}
	terms := own["@context"].(map[string]any)
	for _, term := range slices.Sorted(maps.Keys(termsOf(file, map[string]bool{}))) {
		if _, known := terms[term]; !known && term != "@context" {
			t.Errorf("the vocabulary has no %q", term)
		}
	}
	options := ld.NewJsonLdOptions("")
	options.DocumentLoader = ownContext{own}
	data, err := ld.NewJsonLdProcessor().ToRDF(file, options)
	if err != nil {
		t.Fatal(err)
	}
	const oa = "http://www.w3.org/ns/oa#"
	said := map[string][]string{} // objects by predicate
	for _, q := range data.(*ld.RDFDataset).GetQuads("@default") {
		said[q.Predicate.GetValue()] = append(said[q.Predicate.GetValue()], q.Object.GetValue())
	}
	types := map[string]int{}
	for _, kind := range said["http://www.w3.org/1999/02/22-rdf-syntax-ns#type"] {
		types[kind]++
	}
	places := 0
	for _, claim := range c.Claims {
		places += len(claim.Places)
		for _, p := range claim.Places {
			if !slices.Contains(said[oa+"exact"], p.Quote) {
				t.Errorf("%q is quoted nowhere", p.Quote)
			}
		}
	}
	if types[oa+"Annotation"] != len(c.Claims) || types[oa+"TextQuoteSelector"] != places || types[oa+"TextPositionSelector"] != places || len(said[oa+"start"]) != places {
		t.Errorf("%d claims in %d places are %v", len(c.Claims), places, types)
	}
	for _, motive := range append(said[oa+"motivatedBy"], said[oa+"hasPurpose"]...) {
		if !strings.HasPrefix(motive, oa) {
			t.Errorf("%q is no motivation", motive)
		}
	}
}

// termsOf lists the names of all fields of a value.
func termsOf(v any, into map[string]bool) map[string]bool {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			termsOf(one, into)
		}
	case map[string]any:
		for name, one := range v {
			into[name] = true
			termsOf(one, into)
		}
	}
	return into
}

// TestAnnotationsPassTheValidatorOfSomebodyElse asks a validator from npm about
// each annotation. It takes a date without a time where the model (section 3.3.1)
// wants both, so dates are kept from it.
func TestAnnotationsPassTheValidatorOfSomebodyElse(t *testing.T) {
	t.Parallel()
	packages, folder := npm(t), t.TempDir()
	ask := func(file string) string {
		t.Helper()
		program := `const valid = require(` + quoted(filepath.Join(packages, "validate-web-annotation")) + `), page = require('./file.json').first;
			console.log(page.items.length, page.items.filter(({ created, modified, ...a }) => valid({ '@context': 'http://www.w3.org/ns/anno.jsonld', ...a })).length);`
		for name, content := range map[string]string{"file.json": file, "ask.js": program} {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		out, err := runNode(t, folder, "ask.js")
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return strings.TrimSpace(out)
	}
	sound := written(t, "annotation", tram(t, false))
	if said := ask(sound); said != "8 8" {
		t.Errorf("of the annotations are valid: %s", said)
	}
	if said := ask(strings.Replace(sound, `"target"`, `"goal"`, 1)); said != "8 7" {
		t.Errorf("with one that has no target are valid: %s", said)
	}
}

func quoted(s string) string {
	b, _ := json.Marshal(s) // a string is never refused
	return string(b)
}
