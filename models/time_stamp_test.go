package models_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/models"
	"stet/models/message"
	"stet/models/modelstest"
	"stet/models/stamp"
)

const authorityURL = "https://tsa.example.org/tsr"

// stamping runs a test on both engines, in a newsroom that has an authority.
func stamping(t *testing.T, run func(t *testing.T, st *modelstest.Story, data string)) {
	t.Helper()
	for name, address := range map[string]func(testing.TB) string{"sqlite": func(testing.TB) string { return "" }, "postgres": modelstest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := t.TempDir()
			st := newsroom(t, modelstest.OpenWith(t, models.Options{Data: data, Database: address(t), Clock: modelstest.NewClock().Now, Capture: true}))
			names(t, st, authorityURL)
			run(t, st, data)
		})
	}
}

// names sets the authority.
func names(t *testing.T, st *modelstest.Story, address string) {
	t.Helper()
	must(t, st.Store.EditSettings(t.Context(), st.Admin, models.Settings{Newsroom: "The Kurier", Zone: "UTC", ReviewersNormal: 1, ReviewersHigh: 2, Authority: address}))
}

// signed is a sign-off of an article with an approved claim.
func signed(t *testing.T, st *modelstest.Story) models.SignOff {
	t.Helper()
	a := st.Article("The tram opened in 2021.")
	st.Approved(a.ID, "2021")
	return signs(t, st, a.ID)
}

func signs(t *testing.T, st *modelstest.Story, articleID int64) models.SignOff {
	t.Helper()
	a, err := st.Store.Article(t.Context(), st.Reviewer, articleID)
	must(t, err)
	is, err := st.Store.SignOffArticle(t.Context(), st.Reviewer, articleID, a.RevisionID, "")
	must(t, err)
	return is
}

// ends ends the job that asks for a time-stamp.
func ends(t *testing.T, s *models.Store, do func(tx *models.Store, q models.StampQuery) error) {
	t.Helper()
	j, err := s.TakeJob(t.Context(), models.JobStamp)
	must(t, err)
	var task models.StampTask
	must(t, j.Read(&task))
	q, err := s.StampQuery(t.Context(), task.Stamp)
	must(t, err)
	must(t, s.FinishJob(t.Context(), j, models.JobResult{}, func(tx *models.Store) error { return do(tx, q) }))
}

// stamps lets an authority answer.
func stamps(t *testing.T, s *models.Store, a *modelstest.Authority) {
	t.Helper()
	ends(t, s, func(tx *models.Store, q models.StampQuery) error {
		raw, err := stamp.Query(q.List, big.NewInt(7))
		must(t, err)
		question, err := modelstest.ReadQuestion(raw)
		must(t, err)
		answer := a.Answer(question)
		is, err := stamp.Verify(answer, q.List, big.NewInt(7), nil)
		must(t, err)
		token, err := tx.KeepToken(answer, is)
		must(t, err)
		return tx.StampHad(t.Context(), q.ID, token)
	})
}

func fails(t *testing.T, s *models.Store) {
	t.Helper()
	ends(t, s, func(tx *models.Store, q models.StampQuery) error {
		return tx.StampNotHad(t.Context(), q.ID, message.New("It does not answer."))
	})
}

// listOf reads the evidence list of a sign-off.
func listOf(t *testing.T, st *modelstest.Story, signed models.SignOff) string {
	t.Helper()
	_, r, err := st.Store.OpenEvidenceList(t.Context(), st.Viewer, signed.ID)
	must(t, err)
	defer r.Close()
	list, err := io.ReadAll(r)
	must(t, err)
	return string(list)
}

func stampStatus(t *testing.T, st *modelstest.Story, signed models.SignOff) models.TimeStamp {
	t.Helper()
	got, err := st.Store.TimeStamp(t.Context(), st.Viewer, signed.ID)
	must(t, err)
	if got == nil {
		t.Fatalf("sign-off %d has no time-stamp", signed.ID)
	}
	return *got
}

// TestTheEvidenceListNamesWhatASignOffRestsOnAndTellsNothingElse reads the list
// as README describes it.
func TestTheEvidenceListNamesWhatASignOffRestsOnAndTellsNothingElse(t *testing.T) {
	t.Parallel()
	stamping(t, func(t *testing.T, st *modelstest.Story, _ string) {
		s, ctx := st.Store, t.Context()
		a := st.Article("The tram opened in 2021. It is red.")
		claim, withdrawn := st.Claim(a.ID, "2021"), st.Claim(a.ID, "It is red")
		e := st.Evidence(claim.ID)
		k := st.Detail(claim.ID).Evidence[0].Capture
		page, err := s.KeepPage(models.CapturePage{}, []byte("a page"), "its text", []byte("its archive"))
		must(t, err)
		must(t, s.CaptureKept(ctx, k.ID, page, s.Now()))
		open, err := s.CreateEvidence(ctx, st.Editor, claim.ID, models.EvidenceForm{Relation: models.Supports, Locator: "p. 1", Source: models.SourceForm{Title: "Minutes"},
			Files: []models.Upload{{Name: "minutes.txt", Data: strings.NewReader("minutes")}}})
		must(t, err)
		secret, err := s.CreateEvidence(ctx, st.Editor, claim.ID, models.EvidenceForm{Relation: models.Context, Locator: "tape 3", Files: []models.Upload{{Name: "tape.txt", Data: strings.NewReader("the tape")}},
			Source: models.SourceForm{Type: models.SourcePerson, Title: "Zdenka Quill", Confidentiality: models.ConfidentialSource}})
		must(t, err)
		st.Propose(claim, "correct")
		must(t, st.Decide(st.Reviewer, claim.ID, models.Approve))
		must(t, s.WithdrawClaim(ctx, st.Editor, withdrawn.ID, withdrawn.Version, "Plain."))
		st.Skip(a.ID, "It is red")
		is := signs(t, st, a.ID)

		keys, err := s.Strings("SELECT list_key FROM sign_offs")
		must(t, err)
		key, err := hex.DecodeString(keys[0])
		must(t, err)
		keyed := func(label, hash string) string {
			mac := hmac.New(sha256.New, key)
			fmt.Fprintf(mac, "%s %s", label, hash)
			return label + " " + hex.EncodeToString(mac.Sum(nil)) + "\n"
		}
		d := st.Detail(claim.ID)
		files := map[int64]models.File{}
		for _, item := range d.Evidence {
			for _, f := range item.Files {
				files[item.ID] = f
			}
		}
		label := func(format string, id int64) string { return fmt.Sprintf(format, id) }
		hash := func(id int64) string {
			return d.Evidence[slices.IndexFunc(d.Evidence, func(e models.Evidence) bool { return e.ID == id })].ContentHash
		}
		want := fmt.Sprintf("stet evidence list 1\narticle %d\nrevision 1\ntext %s\n", a.ID, models.SHA256([]byte("The tram opened in 2021. It is red."))) +
			keyed("claim 1", d.Claim.Fingerprint) + keyed(label("evidence %d", e.ID), hash(e.ID)) +
			fmt.Sprintf("capture %d page %s\ncapture %d text %s\ncapture %d warc %s\n", k.ID, models.SHA256([]byte("a page")), k.ID, models.SHA256([]byte("its text")), k.ID, models.SHA256([]byte("its archive"))) +
			keyed(label("evidence %d", open.ID), hash(open.ID)) + fmt.Sprintf("file %d %s\n", files[open.ID].ID, models.SHA256([]byte("minutes"))) +
			keyed(label("evidence %d confidential", secret.ID), hash(secret.ID)) + keyed(label("file %d", files[secret.ID].ID), files[secret.ID].SHA256)
		if got := listOf(t, st, is); got != want || models.SHA256([]byte(got)) != is.ListSHA256 {
			t.Errorf("the list is\n%s\nwant\n%s", got, want)
		}
		ends(t, s, func(_ *models.Store, q models.StampQuery) error {
			if q.List != is.ListSHA256 || q.URL != authorityURL {
				t.Errorf("asked for is %+v", q)
			}
			return nil
		})
		wantHealthy(t, s)
	})
}

func TestATimeStampIsAskedForAtEachSignOffAndTheHistorySaysWhatCameOfIt(t *testing.T) {
	t.Parallel()
	stamping(t, func(t *testing.T, st *modelstest.Story, _ string) {
		s, authority := st.Store, modelstest.NewAuthority(t)
		first := signed(t, st)
		if got := stampStatus(t, st, first); got.Status != models.StampWaiting {
			t.Errorf("at first it is %+v", got)
		}
		fails(t, s)
		if got := stampStatus(t, st, first); got.Status != models.StampFailed || got.Reason.String() != "It does not answer." {
			t.Errorf("it is %+v", got)
		}
		var refused *models.Refused
		if _, err := s.RetryStamp(t.Context(), st.Viewer, first.ID); !errors.As(err, &refused) {
			t.Errorf("a viewer asks again: %v", err)
		}
		_, err := s.RetryStamp(t.Context(), st.Editor, first.ID)
		must(t, err)
		if _, err := s.RetryStamp(t.Context(), st.Editor, first.ID); !errors.As(err, &refused) {
			t.Errorf("what is asked for is asked for again: %v", err)
		}
		stamps(t, s, authority)
		got := stampStatus(t, st, first)
		if got.Status != models.StampKept || got.Authority != "Test Time Authority" || !got.StampedAt.Equal(modelstest.AuthorityTime) || got.Serial == "" || got.Trusted || !got.Reason.IsZero() {
			t.Errorf("it is %+v", got)
		}
		_, r, err := s.OpenTimeStamp(t.Context(), st.Viewer, first.ID)
		must(t, err)
		must(t, r.Close())
		a, err := s.Article(t.Context(), st.Editor, first.ArticleID)
		must(t, err)
		must(t, s.ReopenArticle(t.Context(), st.Editor, a.ID, a.Version, "One more look."))
		second := signs(t, st, a.ID)
		if other := stampStatus(t, st, second); other.ID == got.ID || other.Status != models.StampWaiting || second.ListSHA256 == first.ListSHA256 {
			t.Errorf("the second sign-off has %+v", other)
		}
		told, err := s.Strings("SELECT action FROM events WHERE action LIKE 'stamp.%' ORDER BY id")
		must(t, err)
		if want := []string{"stamp.asked", "stamp.failed", "stamp.asked", "stamp.kept", "stamp.asked"}; !slices.Equal(told, want) {
			t.Errorf("the history says %v", told)
		}
		wantHealthy(t, s)
	})
}

func TestNothingIsAskedForWhereNoAuthorityIsSetOrNothingIsFetched(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		address string
		capture bool
	}{"no authority": {"", true}, "no fetching": {authorityURL, false}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := modelstest.OpenWith(t, models.Options{Data: t.TempDir(), Capture: c.capture})
			st := newsroom(t, s)
			names(t, st, c.address)
			is := signed(t, st)
			if got, err := s.TimeStamp(t.Context(), st.Viewer, is.ID); err != nil || got != nil {
				t.Errorf("asked for is %+v, %v", got, err)
			}
			if j, err := s.TakeJob(t.Context(), models.JobStamp); !errors.Is(err, models.ErrNotFound) {
				t.Errorf("there is a job: %+v, %v", j, err)
			}
			var refused *models.Refused
			if _, err := s.RetryStamp(t.Context(), st.Editor, is.ID); !errors.As(err, &refused) {
				t.Errorf("it can be asked for: %v", err)
			}
			if list := listOf(t, st, is); !strings.HasPrefix(list, "stet evidence list 1\n") {
				t.Errorf("the list is %q", list)
			}
			if c.capture {
				names(t, st, authorityURL)
				_, err := s.RetryStamp(t.Context(), st.Editor, is.ID)
				if must(t, err); stampStatus(t, st, is).Status != models.StampWaiting {
					t.Error("an authority that was set later is not asked")
				}
			}
		})
	}
}

func TestATimeStampWhoseJobWasCancelledCanBeAskedForAgain(t *testing.T) {
	t.Parallel()
	stamping(t, func(t *testing.T, st *modelstest.Story, _ string) {
		is := signed(t, st)
		jobs, err := st.Store.ArticleJobs(t.Context(), st.Editor, is.ArticleID)
		must(t, err)
		at := slices.IndexFunc(jobs, func(j models.Job) bool { return j.Kind == models.JobStamp })
		must(t, st.Store.CancelJob(t.Context(), st.Editor, jobs[at].ID))
		if got := stampStatus(t, st, is); got.Status != models.StampFailed || got.Reason.IsZero() {
			t.Errorf("it is %+v", got)
		}
		_, err = st.Store.RetryStamp(t.Context(), st.Editor, is.ID)
		if must(t, err); stampStatus(t, st, is).Status != models.StampWaiting {
			t.Error("it is not asked for again")
		}
	})
}

func TestTheDoctorReadsTheListsAndTheTimeStampsAgain(t *testing.T) {
	t.Parallel()
	stamping(t, func(t *testing.T, st *modelstest.Story, data string) {
		s, authority := st.Store, modelstest.NewAuthority(t)
		one, two := signed(t, st), signed(t, st)
		stamps(t, s, authority)
		stamps(t, s, authority)
		wantHealthy(t, s)
		must(t, s.Exec("UPDATE time_stamps SET token_sha256 = (SELECT x.token_sha256 FROM time_stamps x WHERE x.sign_off_id = ?) WHERE sign_off_id = ?", two.ID, one.ID))
		wantFinding(t, s, "file", fmt.Sprintf("time-stamp of sign-off %d", one.ID))
		must(t, s.Exec("UPDATE time_stamps SET status = 'failed', token_sha256 = '' WHERE sign_off_id = ?", one.ID))
		wantHealthy(t, s)
		list := filepath.Join(data, "files", one.ListSHA256[:2], one.ListSHA256[2:])
		must(t, os.WriteFile(list, []byte("stet evidence list 1\n"), 0o600))
		wantFinding(t, s, "file", fmt.Sprintf("evidence list of sign-off %d", one.ID))
	})
}

func TestTheListAndTheTimeStampLeaveForLegalAlone(t *testing.T) {
	t.Parallel()
	stamping(t, func(t *testing.T, st *modelstest.Story, _ string) {
		s := st.Store
		is := signed(t, st)
		stamps(t, s, modelstest.NewAuthority(t))
		for _, audience := range models.Audiences {
			c, err := s.Checked(t.Context(), st.Reviewer, is.ArticleID, audience)
			must(t, err)
			if legal := c.SignOff.EvidenceList == is.ListSHA256 && c.SignOff.TimeStamp != nil && c.SignOff.TimeStamp.At.Equal(modelstest.AuthorityTime); legal != (audience == models.ForLegal) {
				t.Errorf("%s get %+v", audience, c.SignOff)
			}
			if audience != models.ForLegal && (c.SignOff.EvidenceList != "" || c.SignOff.TimeStamp != nil) {
				t.Errorf("%s get %+v", audience, c.SignOff)
			}
		}
	})
}

func TestTheListAndTheTimeStampGoWithTheirArticle(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		is := signed(t, st)
		must(t, s.Exec("INSERT INTO time_stamps (article_id, sign_off_id, url, status, created_by, created_at) SELECT article_id, id, 'https://example.org', 'failed', created_by, created_at FROM sign_offs"))
		keeps(t, st, models.Periods{Unpublished: 1})
		passes(t, s, clock, 15)
		if n := there(t, s, "SELECT 'x' FROM sign_offs") + there(t, s, "SELECT 'x' FROM time_stamps"); n > 0 {
			t.Errorf("%d rows are left", n)
		}
		if _, _, err := s.OpenEvidenceList(t.Context(), st.Viewer, is.ID); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("the list is there: %v", err)
		}
		clock.Forward(48 * time.Hour)
		must(t, s.SweepFiles(t.Context()))
		wantHealthy(t, s)
	})
}
