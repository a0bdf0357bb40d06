package text
import ("testing";"strings";"time";"fmt")
func TestAdv(t *testing.T){
 for _,p:=range []string{"a. ","a.a.","1. ","(a. ","(","(1. X ","។","ក។","👍.","👍","🇧🇾","\u0301","क।","क ","\"a.\" ",". . ","...","a","Mr. X ","\u0600","• a ","1) a ","\\","# ","> a\n","\n- a","a\n","!? ","« »","“.”","각","\u200d","“a. B ","x.Y","http://a.b/c?d=e! ", "《a。"}{
  s:=strings.Repeat(p,100000/len(p))
  a:=time.Now(); d:=Build([]Part{{Text:s}}); b:=time.Since(a)
  a=time.Now(); m:=Parse(d.Markup()); c:=time.Since(a); _=m
  a=time.Now(); d.Snap(Span{d.Len()/2,d.Len()/2+5}); e:=time.Since(a)
  a=time.Now(); d.Words(); f:=time.Since(a)
  a=time.Now(); d.Find(p); g:=time.Since(a)
  a=time.Now(); Diff(s,s[:len(s)/2]+"a"); h:=time.Since(a)
  if b>100*time.Millisecond||c>150*time.Millisecond||e>5*time.Millisecond||f>50*time.Millisecond||g>50*time.Millisecond||h>100*time.Millisecond{fmt.Printf("%q build %v parse %v snap %v words %v find %v diff %v\n",p,b,c,e,f,g,h)}
 }
}
