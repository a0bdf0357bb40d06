package views

import (
	"html/template"
	"slices"
	"time"

	"stet/models"
	"stet/models/message"
)

// ThreadLine is one line of a discussion: a comment with what was said and done
// in its thread, or a step of the review.
type ThreadLine struct {
	*Talker
	Name, Initials string
	did            message.Message // with the name before its values, and the time after them; none for a comment
	Body           string
	At             time.Time
	Comment        *models.Comment // that began the thread; nil for an answer or a step
	Place          *models.Anchor  // the words it is on; nil for none, and for those of a claim
	Note           string          // where it was written, and who took it in; "" for what was written here
	Late           bool            // a query that is open after its time
	Thread         []ThreadLine    // answers, and what was done, the oldest first
}

// Talker is what the lines of a discussion have in common.
type Talker struct {
	Clock
	Article models.Article
	People  map[int64]models.User
	Me      models.User
	Typed   ThreadFields // into a form of one of them
	Errors  Errors       // of that form
}

// ThreadFields is what was typed into a form of a thread.
type ThreadFields struct {
	Thread             int64  // the comment that began it
	Form               string // "answer" or "hand"
	Body, Owner, DueAt string
}

// lines are the threads that comments began, the oldest first.
func (t *Talker) lines(comments []models.Comment, talk models.Talk) []ThreadLine {
	var all []ThreadLine
	for i := range comments {
		c := &comments[i]
		if c.AnswerTo != nil {
			continue
		}
		l := t.line(c.CreatedBy, c.CreatedAt, message.Message{}, c.Body)
		l.Comment, l.Place, l.Late = c, talk.Place(c.ID), c.Late(t.Now)
		if c.NoteKind != models.NoteNone {
			t.fillNote(&l, comments)
		}
		for k := range comments {
			if a := &comments[k]; a.AnswerTo != nil && *a.AnswerTo == c.ID {
				l.Thread = append(l.Thread, t.answer(a))
			}
		}
		for _, turn := range talk.Turns {
			if turn.CommentID != nil && *turn.CommentID == c.ID {
				l.Thread = append(l.Thread, t.line(turn.ActorID, turn.At, t.turned(turn), ""))
			}
		}
		slices.SortStableFunc(l.Thread, inTime)
		all = append(all, l)
	}
	return all
}

func inTime(a, b ThreadLine) int { return a.At.Compare(b.At) }

func (t *Talker) line(by int64, at time.Time, did message.Message, body string) ThreadLine {
	return ThreadLine{Talker: t, Name: nameOf(t.Language, t.People, by), Initials: initialsOf(t.People, by), did: did, Body: body, At: at}
}

func (t *Talker) answer(c *models.Comment) ThreadLine {
	l := t.line(c.CreatedBy, c.CreatedAt, message.Message{}, c.Body)
	if c.InquiryID != nil {
		l.Name, l.Initials = t.Say(models.AuthorByLink), models.User{Name: t.Article.Byline}.Initials()
	}
	return l
}

// turned says what was done in a thread.
func (t *Talker) turned(l models.HistoryLine) message.Message {
	switch name, due := whoAnswers(t.Language, l.Detail.Name), l.Detail.DueAt; {
	case l.Action == models.CommentResolved:
		return message.New("%s settled it %s")
	case l.Action == models.CommentReopened:
		return message.New("%s opened it again %s")
	case name == "" && due == nil:
		return message.New("%s asked nobody in particular %s")
	case name == "":
		return message.New("%s asked nobody in particular, by %s, %s", t.When(*due))
	case due == nil:
		return message.New("%s asked %s %s", name)
	default:
		return message.New("%s asked %s, by %s, %s", name, t.When(*due))
	}
}

// whoAnswers is who a query went to, by the name that the history keeps.
func whoAnswers(l message.Language, name string) string {
	if name == string(models.TheAuthor) {
		return l.Say(models.TheAuthor)
	}
	return name
}

// By says who said or did it, and when.
func (l ThreadLine) By() template.HTML {
	name := template.HTML(`<b dir="auto">` + template.HTMLEscapeString(l.Name) + `</b>`)
	if l.did.IsZero() {
		return name + " " + l.When(l.At)
	}
	return sayAround(l.Language, l.did.Key, slices.Concat([]any{name}, l.did.Args, []any{l.When(l.At)})...)
}

// Open reports whether a thread is not settled.
func (l ThreadLine) Open() bool { return l.Comment.ResolvedAt == nil }

// Gone reports whether the words of a comment are not in the text any more.
func (l ThreadLine) Gone() bool { return l.Place != nil && !l.Place.Method.Attached() }

// May reports whether an action in the thread, by its name, may be done now.
func (l ThreadLine) May(action string) bool {
	me := l.Me
	if action == string(models.CommentAnswered) && l.Comment.Asks(me, l.Article) && !me.Role.MayWrite() {
		me.Role = models.RoleEditor
	}
	return l.Article.Refusal(models.Action(action), me) == ""
}

// Wrong are the errors of a form of the thread.
func (l ThreadLine) Wrong(form string) Errors {
	if l.Typed.Form != form || l.Typed.Thread != l.Comment.ID {
		return nil
	}
	return l.Errors
}

// Answer is what was typed as an answer.
func (l ThreadLine) Answer() string {
	if l.Typed.Form != "answer" || l.Typed.Thread != l.Comment.ID {
		return ""
	}
	return l.Typed.Body
}

// Handing is what was typed of who answers and by when, or how that is.
func (l ThreadLine) Handing() ThreadFields {
	if l.Typed.Form == "hand" && l.Typed.Thread == l.Comment.ID {
		return l.Typed
	}
	return ThreadFields{Owner: ownerValue(l.Comment), DueAt: l.forInput(l.Comment.DueAt)}
}

func ownerValue(c *models.Comment) string {
	switch {
	case c.ForAuthor:
		return ForTheAuthor
	case c.OwnerID != nil:
		return id(*c.OwnerID)
	}
	return ""
}

// ForTheAuthor is the value of the author among those who can be asked.
const ForTheAuthor = "author"

// askable are those who can be asked, as choices.
func askable(l message.Language, people map[int64]models.User) []Option {
	all := peopleOf(l, "Nobody in particular", people)
	return slices.Insert(all, 1, Option{Value: ForTheAuthor, Label: l.Say("The author of the article")})
}

// Asks says who is to answer a query, and whether that is done.
func (l ThreadLine) Asks() string {
	c := l.Comment
	switch {
	case c.ResolvedAt != nil:
		return l.Say("Query, settled by %s", nameOf(l.Language, l.People, *c.ResolvedBy))
	case c.ForAuthor && c.Blocking:
		return l.Say("Query to the author, blocks the sign-off")
	case c.ForAuthor:
		return l.Say("Query to the author")
	case c.OwnerID != nil && c.Blocking:
		return l.Say("Query to %s, blocks the sign-off", nameOf(l.Language, l.People, *c.OwnerID))
	case c.OwnerID != nil:
		return l.Say("Query to %s", nameOf(l.Language, l.People, *c.OwnerID))
	case c.Blocking:
		return l.Say("Query, blocks the sign-off")
	}
	return l.Say("Query")
}

func (p *Panel) talker() *Talker {
	return &Talker{Clock: p.Clock, Article: p.Detail.Article, People: p.Detail.People, Me: models.User{ID: p.Me, Role: p.Role, Active: true}, Typed: p.Typed, Errors: p.Errors}
}

// Thread is the comments and the steps of the review, the oldest first.
func (p *Panel) Thread() []ThreadLine {
	t := p.talker()
	lines := t.lines(p.Detail.Comments, p.Detail.Talk)
	for _, v := range p.Detail.Verdicts {
		if v.Submitted {
			lines = append(lines, t.line(v.CreatedBy, v.CreatedAt, message.New("%s sent it for review %s"), ""))
		}
	}
	for _, r := range p.Detail.Reviews {
		lines = append(lines, t.line(r.CreatedBy, r.CreatedAt, decided(r), r.Reason))
	}
	slices.SortStableFunc(lines, inTime)
	return lines
}

// fillNote says who wrote a note, when, and how it came here.
func (t *Talker) fillNote(l *ThreadLine, all []models.Comment) {
	c := l.Comment
	said := models.User{Name: c.SaidBy}
	if said.Name == "" {
		said.Name = t.Say("Somebody")
	}
	l.Name, l.Initials = said.Name, said.Initials()
	if c.SaidAt != nil {
		l.At = *c.SaidAt
	}
	earlier := func(o models.Comment) bool {
		return o.NoteKey == c.NoteKey && o.NoteKind != models.NoteNone && o.ID < c.ID
	}
	l.Note = t.Say(takenIn(c.NoteKind, slices.ContainsFunc(all, earlier)), nameOf(t.Language, t.People, c.CreatedBy))
	if c.ResolvedAt != nil {
		l.Note += "; " + t.Say("settled in the file")
	}
}

// takenIn says who took a note in, and whether it came before with other words.
func takenIn(k models.NoteKind, newer bool) message.Key {
	switch {
	case k == models.NoteFootnote && newer:
		return "Footnote of a newer file, where it says something else, taken in by %s"
	case k == models.NoteFootnote:
		return "Footnote, taken in by %s"
	case k == models.NoteEndnote && newer:
		return "Endnote of a newer file, where it says something else, taken in by %s"
	case k == models.NoteEndnote:
		return "Endnote, taken in by %s"
	case newer:
		return "Comment of a newer file, where it says something else, taken in by %s"
	}
	return "Comment, taken in by %s"
}

func decided(r models.Review) message.Message {
	switch {
	case r.Void:
		return message.New("%s declared the verdict void %s")
	case r.Decision == models.Approve:
		return message.New("%s approved it %s")
	case r.Decision == models.Return:
		return message.New("%s sent it back %s")
	}
	return message.New("%s kept the words against the verdict %s")
}

// forInput is a time as a field of a form has it.
func (c Clock) forInput(t *time.Time) string {
	if t == nil {
		return ""
	}
	return c.in(*t).Format(InputTime)
}
