// Package intake turns what people hand in (a file, a paste) into the blocks
// of an article's first revision. One file per format, one dispatcher that
// decides by the content. Everything here is pure and bounded: nothing is
// fetched, nothing is written but the compiled reader of PDF into a cache, and
// hostile input ends in a plain sentence.
package intake

import (
	"strings"

	"golang.org/x/text/language"

	"stet/models/message"
	"stet/models/text"
)

// The formats that Read tells apart, as Result.Format names them.
const (
	formatText     = "text"
	formatMarkdown = "markdown"
	formatHTML     = "html"
	formatDOCX     = "docx"
	formatODT      = "odt"
	formatPDF      = "pdf"
)

// Limits bounds the work. Both are in bytes: MaxFile of the file as it came,
// MaxText of its text in UTF-8 after reading. A limit of 0 or less means the
// default one.
type Limits struct{ MaxFile, MaxText int64 }

// DefaultLimits is 20 MB for a file and 2 MB (some 300,000 words) for its text.
func DefaultLimits() Limits { return Limits{MaxFile: 20_000_000, MaxText: 2_000_000} }

func (l Limits) orDefault() Limits {
	d := DefaultLimits()
	if l.MaxFile > 0 {
		d.MaxFile = l.MaxFile
	}
	if l.MaxText > 0 {
		d.MaxText = l.MaxText
	}
	return d
}

// Options says how a file is read. Its zero value is right for most.
type Options struct {
	Limits   Limits
	Original bool   // the text as it was before its tracked changes, not after them
	Encoding string // one of Encodings; "" finds it
	Declared string // media type as a server said it, "" for none; its charset counts for a page
	Address  string // where a page is from, so that its links lead somewhere; "" for none
	Cache    string // folder that the reader of PDF is kept in when it is compiled, so that this happens once; "" for none
}

// Result is an article as it was found.
type Result struct {
	Document text.Document
	Title    string            // the best guess, "" when there is none
	Language string            // BCP 47, "" when the file does not say
	Format   string            // "text", "markdown", "html", "docx", "odt" or "pdf"
	Notes    []Note            // footnotes, endnotes and comments, in the order of the text
	LeftOut  []message.Message // sentences that name what was not taken over
	Encoding string            // what the text was in, as people know it; "" where the format settles that
	Guessed  bool              // that nothing but the bytes spoke for this encoding
}

// Error says to the person who handed something in what is wrong with it and
// how to mend it. It is the only kind of error that Read and Paste return.
type Error struct{ Reason message.Message }

// Error returns the reason, one or two whole sentences, in English.
func (e *Error) Error() string { return e.Reason.String() }

func refuse(reason message.Key, args ...any) *Error {
	return &Error{Reason: message.New(reason, args...)}
}

// draft is what the reader of a format hands over.
type draft struct {
	document text.Document // set by a reader that parses markup; otherwise parts are built
	parts    []text.Part
	title    string
	language string
	left     tally
	alts     []string // what the document says of its pictures
	notes    []taken
	pins     []*pin
	encoding string // as in Result
	guessed  bool
}

// Read makes an article of a file. The content decides on the format; the name
// only breaks ties, as between Markdown and plain text. The error is an *Error.
func Read(name string, data []byte, o Options) (Result, error) {
	l := o.Limits.orDefault()
	if len(data) == 0 {
		return Result{}, refuse("The file is empty. Choose another file, or paste the text.")
	}
	if int64(len(data)) > l.MaxFile {
		return Result{}, refuse("The file has %s and the limit is %s. Take out pictures and appendices, or split the article.",
			size(int64(len(data))), size(l.MaxFile))
	}
	o.Limits = l
	format, err := sniff(name, data, o)
	if err != nil {
		return Result{}, err
	}
	d, err := readAs(format, data, o)
	if err != nil {
		return Result{}, err
	}
	return d.finish(format, l)
}

func readAs(format string, data []byte, o Options) (draft, error) {
	switch format {
	case formatDOCX:
		return readDOCX(data, o)
	case formatODT:
		return readODT(data, o)
	case formatPDF:
		return readPDF(data, o)
	case formatHTML:
		return readHTML(data, o)
	case formatMarkdown:
		return readMarkdown(data, o)
	default:
		return readText(data, o)
	}
}

// Paste makes an article of what somebody typed or pasted: the plain markup of
// text.Parse where a line has a heading or caption sign, otherwise plain text
// whose headings are found by their shape. An edited revision, which is markup
// for certain, goes to text.Parse instead. The error is an *Error.
func Paste(s string, l Limits) (Result, error) {
	l = l.orDefault()
	if strings.TrimSpace(s) == "" {
		return Result{}, refuse("There is no text yet. Paste or type the article.")
	}
	if err := checkLength(s, l); err != nil {
		return Result{}, err
	}
	if err := checkCharacters(s); err != nil {
		return Result{}, err
	}
	d, err := readPlain(s)
	if err != nil {
		return Result{}, err
	}
	return d.finish(formatText, l)
}

// maxParts bounds the blocks of a document and the lines of a plain text. Words
// do not come in paragraphs of twenty bytes.
const maxParts = 100_000

func tooMany() error {
	return refuse("The text has more than 100,000 paragraphs. Split the article and check its parts one by one.")
}

// finish builds the document and checks it against the limit.
func (d draft) finish(format string, l Limits) (Result, error) {
	if len(d.parts) > maxParts {
		return Result{}, tooMany()
	}
	if d.document.Text == "" {
		pinned(d.parts, d.pins)
		d.document = text.Build(d.parts)
	}
	if d.document.Text == "" {
		return Result{}, refuse("No text was found in it. If the words are in a picture, type or paste them.")
	}
	if err := checkLength(d.document.Text, l); err != nil {
		return Result{}, err
	}
	d.left[unreadable] += strings.Count(d.document.Text, "\uFFFD")
	notes := placed(&d.document, d.notes, d.pins, &d.left)
	return Result{
		Document: d.document,
		Title:    d.bestTitle(),
		Language: canonicalLanguage(d.language),
		Format:   format,
		Notes:    notes,
		LeftOut:  d.left.sentences(d.alts),
		Encoding: d.encoding,
		Guessed:  d.guessed,
	}, nil
}

// bestTitle is the format's own title, else the first heading of level 1.
func (d draft) bestTitle() string {
	if title := oneLine(d.title); title != "" {
		return title
	}
	for _, b := range d.document.Blocks {
		if b.Kind == text.Heading && b.Level == 1 {
			return oneLine(d.document.Slice(b.Span))
		}
	}
	return ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(text.Clean(s)), " ") }

func canonicalLanguage(s string) string {
	tag, err := language.Parse(strings.TrimSpace(s))
	if err != nil || tag == language.Und {
		return ""
	}
	return tag.String()
}

func checkLength(s string, l Limits) error {
	if int64(len(s)) > l.MaxText {
		return tooLong(l)
	}
	return nil
}

func tooLong(l Limits) error {
	return refuse("The text is longer than %s. Split the article and check its parts one by one.", size(l.MaxText))
}

// size writes a number of bytes for people.
func size(n int64) message.Message {
	switch {
	case n >= 1_000_000:
		return message.New("%.1f MB", float64(n)/1e6)
	case n >= 1_000:
		return message.New("%.1f kB", float64(n)/1e3)
	default:
		return message.New("%d bytes", n)
	}
}
