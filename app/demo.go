package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"stet/models"
	"stet/models/figure"
	"stet/models/text"
)

// demoPassword signs everybody of the demo in.
const demoPassword = "let it stand"

type demoCommand struct {
	Listen string `help:"Address to listen on." env:"STET_LISTEN" default:"localhost:8080" placeholder:"HOST:PORT"`
}

// Run serves a newsroom in a temporary folder that is gone afterwards.
func (c *demoCommand) Run(w *world) error {
	folder, err := os.MkdirTemp("", "stet-demo-")
	if err != nil {
		return fmt.Errorf("make a folder for the demo: %w", err)
	}
	defer os.RemoveAll(folder)
	store, err := models.Open(models.Options{Data: filepath.Join(folder, "data"), MaxFile: w.MaxFile})
	if err != nil {
		return err
	}
	err = c.play(w, store)
	return errors.Join(err, store.Close())
}

func (c *demoCommand) play(w *world, store *models.Store) error {
	people, err := fillDemo(w.ctx, store, time.Now())
	if err != nil {
		return fmt.Errorf("fill the demo: %w", err)
	}
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", c.Listen, err)
	}
	fmt.Fprintf(w.out, "A newsroom to try things in: http://%s\nIt is thrown away when the program ends. Sign in with the password “%s” as\n", listener.Addr(), demoPassword)
	for _, p := range people {
		role := string(p.Role)
		if p.Admin {
			role = "admin"
		}
		fmt.Fprintf(w.out, "  %-28s %-10s %s\n", p.Email, role, p.Name)
	}
	return w.serve(store, listener, "", false)
}

// demo tells the story of the demo's articles. The first error ends the telling.
type demo struct {
	ctx   context.Context
	store *models.Store
	err   error

	admin, editor, second, reviewer models.User
}

// fillDemo makes four people and four articles at different points of the work.
func fillDemo(ctx context.Context, store *models.Store, now time.Time) ([]models.User, error) {
	d := &demo{ctx: ctx, store: store}
	d.admin, d.err = store.SetUp(ctx, models.NewUser{Email: "ines@demo.example", Name: "Inès Okafor", Password: demoPassword, Role: models.RoleViewer, Admin: true})
	d.editor = d.person("jonas@demo.example", "Jonas Aalto", models.RoleEditor)
	d.second = d.person("lena@demo.example", "Lena Brandt", models.RoleEditor)
	d.reviewer = d.person("maya@demo.example", "Maya Roth", models.RoleReviewer)
	d.ofLegal(&d.reviewer)
	d.do(func() error {
		return store.EditSettings(ctx, d.admin, models.Settings{Newsroom: "The Quayside Courier", URL: "https://courier.example", Zone: "Europe/Berlin", ReviewersNormal: 1, ReviewersHigh: 2})
	})
	for _, a := range demoArticles(now) {
		d.tell(a)
	}
	d.shareOut(now)
	return []models.User{d.editor, d.second, d.reviewer, d.admin}, d.err
}

func (d *demo) do(step func() error) {
	if d.err == nil {
		d.err = step()
	}
}

func (d *demo) person(email, name string, role models.Role) (u models.User) {
	d.do(func() (err error) {
		u, err = d.store.AddUser(d.ctx, d.admin, models.NewUser{Email: email, Name: name, Password: demoPassword, Role: role})
		return err
	})
	return u
}

// tell takes one article as far as its story goes.
func (d *demo) tell(story demoArticle) {
	var a models.Article
	doc := text.Parse(story.text)
	d.do(func() (err error) {
		a, err = d.store.CreateArticle(d.ctx, d.editor, models.NewArticle{Document: doc, Notes: story.notesOn(&doc), Details: models.ArticleForm{
			Title: story.title, Byline: story.byline, Section: story.section, Language: "en", Deadline: &story.deadline}})
		return err
	})
	for _, c := range story.claims {
		d.claim(a, &doc, c)
	}
	d.askOf(a, &doc, story.asks)
	for _, words := range story.skips {
		d.do(func() error {
			_, err := d.store.CreateSkip(d.ctx, d.editor, a.ID, models.NewSkip{Selection: d.find(a, &doc, words), Reason: models.SkipConnective})
			return err
		})
	}
	if story.signedOff {
		d.do(func() error {
			_, err := d.store.SignOffArticle(d.ctx, d.reviewer, a.ID, a.RevisionID, "Read once more from top to bottom.")
			return err
		})
	}
	if story.revised != "" {
		d.do(func() error {
			_, err := d.store.SaveRevision(d.ctx, d.second, a.ID, models.NewRevision{BasedOn: 1, Document: text.Parse(story.revised), Note: story.note})
			return err
		})
	}
}

func (d *demo) find(a models.Article, doc *text.Document, words string) models.Selection {
	found := doc.Find(words)
	if len(found) == 0 {
		d.do(func() error { return fmt.Errorf("the text of “%s” has no “%s”", a.Title, words) })
		return models.Selection{}
	}
	return models.Selection{RevisionID: a.RevisionID, Span: found[0], Quote: words}
}

// claim makes a claim and takes it through evidence, verdict and review.
func (d *demo) claim(a models.Article, doc *text.Document, story demoClaim) {
	var c models.Claim
	d.do(func() (err error) {
		c, err = d.store.CreateClaim(d.ctx, d.editor, a.ID, models.NewClaim{Selection: d.find(a, doc, story.words), Wording: story.wording, Kind: story.kind, Risk: story.risk})
		return err
	})
	for _, e := range story.evidence {
		d.do(func() error {
			_, err := d.store.CreateEvidence(d.ctx, d.editor, c.ID, e)
			return err
		})
	}
	if story.asked != "" {
		d.do(func() error { return d.ask(a, c, story) })
	}
	if story.sum != nil {
		d.do(func() error { return d.workOut(c, *story.sum) })
	}
	d.do(func() error { return d.tick(c, story) })
	if story.rating == "" {
		return
	}
	if story.blind {
		d.choose(models.SecondRule{Kinds: string(story.kind)})
	}
	d.do(func() error { return d.propose(a, c, story) })
	if story.blind {
		d.choose(models.SecondRule{HighRisk: true})
	}
	for _, decision := range story.decisions {
		d.do(func() error { return d.decide(c, decision, story.reason) })
	}
	if story.question != "" {
		d.do(func() error {
			_, err := d.store.CreateComment(d.ctx, d.reviewer, a.ID, models.CommentForm{ClaimID: c.ID, Body: story.question})
			return err
		})
	}
}

// workOut says how the figure of a claim comes about.
func (d *demo) workOut(c models.Claim, sum figure.Calculation) error {
	detail, err := d.store.ClaimDetail(d.ctx, d.editor, c.ID)
	if err != nil {
		return err
	}
	for i := range sum.Inputs {
		sum.Inputs[i].Evidence = detail.Evidence[0].ID
	}
	_, err = d.store.SaveCalculation(d.ctx, d.editor, c.ID, models.CalculationForm{Version: detail.Claim.Version, Calculation: sum})
	return err
}

// tick answers items of a claim's checklist.
func (d *demo) tick(c models.Claim, story demoClaim) error {
	detail, err := d.store.ClaimDetail(d.ctx, d.editor, c.ID)
	for i, item := range detail.Checklist.Items {
		form := models.TickForm{ItemID: item.ID, Answer: models.TickDone}
		if i == story.ticked && story.aside != "" {
			form.Answer, form.Reason = models.TickAside, story.aside
		}
		if err != nil || i > story.ticked || i == story.ticked && story.aside == "" {
			return err
		}
		err = d.store.TickItem(d.ctx, d.editor, c.ID, form)
	}
	return err
}

// choose says which claims want a second verdict from now on.
func (d *demo) choose(rule models.SecondRule) {
	d.do(func() error {
		set, err := d.store.Settings(d.ctx)
		if err != nil {
			return err
		}
		set.Second = rule
		return d.store.EditSettings(d.ctx, d.admin, set)
	})
}

// ask puts a claim to whom it is about.
func (d *demo) ask(a models.Article, c models.Claim, story demoClaim) error {
	r, err := d.store.NameReply(d.ctx, d.editor, c.ID, models.ReplyForm{Who: story.asked})
	if err != nil {
		return err
	}
	return d.store.NoteContact(d.ctx, d.editor, r.ID, models.ContactForm{Step: models.StepAttempt, Channel: models.ChannelEmail, Said: story.put, Deadline: a.Deadline})
}

func (d *demo) propose(a models.Article, c models.Claim, story demoClaim) error {
	w, err := d.store.Workspace(d.ctx, d.editor, a.ID)
	if err != nil {
		return err
	}
	for _, r := range w.Scale.Ratings {
		if r.Code == story.rating {
			_, err := d.store.SaveVerdict(d.ctx, d.editor, c.ID, models.VerdictForm{RatingID: r.ID, Explanation: story.explanation, Correction: story.correction, Submit: !story.draft})
			return err
		}
	}
	return fmt.Errorf("the scale has no rating %q", story.rating)
}

func (d *demo) decide(c models.Claim, decision models.Decision, reason string) error {
	now, err := d.store.ClaimDetail(d.ctx, d.reviewer, c.ID)
	if err != nil {
		return err
	}
	_, err = d.store.ReviewClaim(d.ctx, d.reviewer, c.ID, models.ReviewForm{VerdictID: now.Claim.VerdictID, Fingerprint: now.Claim.Fingerprint, Decision: decision, Reason: reason})
	return err
}
