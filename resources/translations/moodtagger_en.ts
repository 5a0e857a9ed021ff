<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
 <context>
  <name>AnalysisSection</name>
  <message numerus="yes">
   <source>This computer has %Ln core(s). With more at a time a scan is done sooner, with fewer other programs stay quick; all of them go before it.</source>
   <translation>
    <numerusform>This computer has %Ln core. With more at a time a scan is done sooner, with fewer other programs stay quick; all of them go before it.</numerusform>
    <numerusform>This computer has %Ln cores. With more at a time a scan is done sooner, with fewer other programs stay quick; all of them go before it.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>BulkAcceptController</name>
  <message numerus="yes">
   <source>%Ln mood(s)</source>
   <translation>
    <numerusform>%Ln mood</numerusform>
    <numerusform>%Ln moods</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>BulkDialog</name>
  <message numerus="yes">
   <source>%Ln mood(s)</source>
   <translation>
    <numerusform>%Ln mood</numerusform>
    <numerusform>%Ln moods</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>&amp;Accept %Ln mood(s)</source>
   <translation>
    <numerusform>&amp;Accept %Ln mood</numerusform>
    <numerusform>&amp;Accept %Ln moods</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>CorrectionController</name>
  <message numerus="yes">
   <source>%1 are back.</source>
   <translation>
    <numerusform>%1 is where it was before.</numerusform>
    <numerusform>%1 are back.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>ExplanationPanel</name>
  <message numerus="yes">
   <source>Between %2 and %3. These moments speak most for %1:</source>
   <translation>
    <numerusform>Between %2 and %3. This moment speaks most for %1:</numerusform>
    <numerusform>Between %2 and %3. These moments speak most for %1:</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>HistoryDialog</name>
  <message numerus="yes">
   <source>%1 of %Ln file(s)…</source>
   <translation>
    <numerusform>%1 of %Ln file…</numerusform>
    <numerusform>%1 of %Ln files…</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>JobsController</name>
  <message numerus="yes">
   <source>%Ln job(s)</source>
   <translation>
    <numerusform>%Ln job</numerusform>
    <numerusform>%Ln jobs</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>MoodEditor</name>
  <message numerus="yes">
   <source>Proposed from %1 on; there it was right with %2 of %Ln song(s).</source>
   <translation>
    <numerusform>Proposed from %1 on; there it was right with %2 of %Ln song.</numerusform>
    <numerusform>Proposed from %1 on; there it was right with %2 of %Ln songs.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>MoodMapPage</name>
  <message numerus="yes">
   <source>%Ln song(s) of %1</source>
   <translation>
    <numerusform>%Ln song of %1</numerusform>
    <numerusform>%Ln songs of %1</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>PrecisionController</name>
  <message numerus="yes">
   <source>%Ln mood(s)</source>
   <translation>
    <numerusform>%Ln mood</numerusform>
    <numerusform>%Ln moods</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>PrecisionDialog</name>
  <message numerus="yes">
   <source>%Ln song(s) have one</source>
   <translation>
    <numerusform>%Ln song has one</numerusform>
    <numerusform>%Ln songs have one</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>PreviewDialog</name>
  <message numerus="yes">
   <source>%Ln file(s) stay as they are.</source>
   <translation>
    <numerusform>%Ln file stays as it is.</numerusform>
    <numerusform>%Ln files stay as they are.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln frame(s)</source>
   <translation>
    <numerusform>%Ln frame</numerusform>
    <numerusform>%Ln frames</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>ReviewController</name>
  <message numerus="yes">
   <source>%Ln mood(s)</source>
   <translation>
    <numerusform>%Ln mood</numerusform>
    <numerusform>%Ln moods</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>ScanController</name>
  <message numerus="yes">
   <source>%Ln file(s) left out</source>
   <translation>
    <numerusform>%Ln file left out</numerusform>
    <numerusform>%Ln files left out</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln folder(s) and file(s)</source>
   <translation>
    <numerusform>%Ln folder or file</numerusform>
    <numerusform>%Ln folders and files</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>SelectionSummary</name>
  <message numerus="yes">
   <source>%Ln song(s) selected</source>
   <translation>
    <numerusform>%Ln song selected</numerusform>
    <numerusform>%Ln songs selected</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>SetController</name>
  <message numerus="yes">
   <source>%n more transitions do not fit.</source>
   <translation>
    <numerusform>%n more transition does not fit.</numerusform>
    <numerusform>%n more transitions do not fit.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>TagConflictsController</name>
  <message numerus="yes">
   <source>%Ln likely mistake(s) among %1 with a mood word of their own</source>
   <translation>
    <numerusform>%Ln likely mistake among %1 with a mood word of their own</numerusform>
    <numerusform>%Ln likely mistakes among %1 with a mood word of their own</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>TaggingController</name>
  <message numerus="yes">
   <source>%Ln mood(s)</source>
   <translation>
    <numerusform>%Ln mood</numerusform>
    <numerusform>%Ln moods</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>history</name>
  <message numerus="yes">
   <source>%Ln file(s) were so already.</source>
   <translation>
    <numerusform>%Ln file was so already.</numerusform>
    <numerusform>%Ln files were so already.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>inspector</name>
  <message numerus="yes">
   <source>%Ln channel(s)</source>
   <translation>
    <numerusform>%Ln channel</numerusform>
    <numerusform>%Ln channels</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>messages</name>
  <message numerus="yes">
   <source>Moods of {count} songs</source>
   <translation>
    <numerusform>Moods of {count} song</numerusform>
    <numerusform>Moods of {count} songs</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>words</name>
  <message numerus="yes">
   <source>%Ln file(s)</source>
   <translation>
    <numerusform>%Ln file</numerusform>
    <numerusform>%Ln files</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln song(s)</source>
   <translation>
    <numerusform>%Ln song</numerusform>
    <numerusform>%Ln songs</numerusform>
   </translation>
  </message>
 </context>
</TS>
