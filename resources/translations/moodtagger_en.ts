<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
 <context>
  <name>AnalysisSection</name>
  <message numerus="yes">
   <source>This computer has %Ln core(s). More songs in parallel finish a scan sooner; fewer leave more power to other programs.</source>
   <translation>
    <numerusform>This computer has %Ln core. More songs in parallel finish a scan sooner; fewer leave more power to other programs.</numerusform>
    <numerusform>This computer has %Ln cores. More songs in parallel finish a scan sooner; fewer leave more power to other programs.</numerusform>
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
   <source>%1 moved back.</source>
   <translation>
    <numerusform>%1 moved back.</numerusform>
    <numerusform>%1 moved back.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>DecisionQueue</name>
  <message numerus="yes">
   <source>accept of %Ln mood(s)</source>
   <translation>
    <numerusform>accept of %Ln mood</numerusform>
    <numerusform>accept of %Ln moods</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>change of %Ln mood(s)</source>
   <translation>
    <numerusform>change of %Ln mood</numerusform>
    <numerusform>change of %Ln moods</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>reject of %Ln mood(s)</source>
   <translation>
    <numerusform>reject of %Ln mood</numerusform>
    <numerusform>reject of %Ln moods</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>DroppedFileCard</name>
  <message numerus="yes">
   <source>and %Ln more</source>
   <translation>
    <numerusform>and %Ln more</numerusform>
    <numerusform>and %Ln more</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>ExplanationPanel</name>
  <message numerus="yes">
   <source>From %2 to %3. Strongest moments for %1:</source>
   <translation>
    <numerusform>From %2 to %3. Strongest moment for %1:</numerusform>
    <numerusform>From %2 to %3. Strongest moments for %1:</numerusform>
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
  <name>MainWindow</name>
  <message numerus="yes">
   <source>&amp;Accept suggestions of %Ln song(s)</source>
   <translation>
    <numerusform>&amp;Accept suggestions of %Ln song</numerusform>
    <numerusform>&amp;Accept suggestions of %Ln songs</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>MoodEditor</name>
  <message numerus="yes">
   <source>Suggested from %1, where it was accurate for %2 of %Ln test song(s).</source>
   <translation>
    <numerusform>Suggested from %1, where it was accurate for %2 of %Ln test song.</numerusform>
    <numerusform>Suggested from %1, where it was accurate for %2 of %Ln test songs.</numerusform>
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
  <name>PlaybackController</name>
  <message numerus="yes">
   <source>Skipped %Ln song(s): the files are missing.</source>
   <translation>
    <numerusform>Skipped %Ln song: the file is missing.</numerusform>
    <numerusform>Skipped %Ln songs: the files are missing.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>PlaylistFilesController</name>
  <message numerus="yes">
   <source>%Ln song(s) are not in the library yet.</source>
   <translation>
    <numerusform>%Ln song is not in the library yet.</numerusform>
    <numerusform>%Ln songs are not in the library yet.</numerusform>
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
   <source>%Ln song(s) have suggestions</source>
   <translation>
    <numerusform>%Ln song has suggestions</numerusform>
    <numerusform>%Ln songs have suggestions</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>PreviewDialog</name>
  <message numerus="yes">
   <source>%Ln file(s) unchanged.</source>
   <translation>
    <numerusform>%Ln file unchanged.</numerusform>
    <numerusform>%Ln files unchanged.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln tag(s)</source>
   <translation>
    <numerusform>%Ln tag</numerusform>
    <numerusform>%Ln tags</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>QueueButton</name>
  <message numerus="yes">
   <source>Queue: %Ln song(s)</source>
   <translation>
    <numerusform>Queue: %Ln song</numerusform>
    <numerusform>Queue: %Ln songs</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>QueuePopup</name>
  <message numerus="yes">
   <source>%Ln more song(s)</source>
   <translation>
    <numerusform>%Ln more song</numerusform>
    <numerusform>%Ln more songs</numerusform>
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
   <source>%Ln file(s) skipped</source>
   <translation>
    <numerusform>%Ln file skipped</numerusform>
    <numerusform>%Ln files skipped</numerusform>
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
  <name>SetMoodsDialog</name>
  <message numerus="yes">
   <source>&amp;Change %Ln song(s)</source>
   <translation>
    <numerusform>&amp;Change %Ln song</numerusform>
    <numerusform>&amp;Change %Ln songs</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>Sidebar</name>
  <message numerus="yes">
   <source>%Ln more</source>
   <translation>
    <numerusform>%Ln more</numerusform>
    <numerusform>%Ln more</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>SidebarModel</name>
  <message numerus="yes">
   <source>%Ln more</source>
   <translation>
    <numerusform>%Ln more</numerusform>
    <numerusform>%Ln more</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>TagConflictsController</name>
  <message numerus="yes">
   <source>%Ln likely wrong tag(s) in %1 with a mood tag</source>
   <translation>
    <numerusform>%Ln likely wrong tag in %1 with a mood tag</numerusform>
    <numerusform>%Ln likely wrong tags in %1 with a mood tag</numerusform>
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
  <name>TastePage</name>
  <message numerus="yes">
   <source>%Ln decision(s)</source>
   <translation>
    <numerusform>%Ln decision</numerusform>
    <numerusform>%Ln decisions</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>WatchController</name>
  <message numerus="yes">
   <source>Watching %Ln folder(s)</source>
   <translation>
    <numerusform>Watching %Ln folder</numerusform>
    <numerusform>Watching %Ln folders</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>WriteButton</name>
  <message numerus="yes">
   <source>%Ln song(s) ready to write</source>
   <translation>
    <numerusform>%Ln song ready to write</numerusform>
    <numerusform>%Ln songs ready to write</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>formatting</name>
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
 <context>
  <name>history</name>
  <message numerus="yes">
   <source>%Ln file(s) already up to date.</source>
   <translation>
    <numerusform>%Ln file already up to date.</numerusform>
    <numerusform>%Ln files already up to date.</numerusform>
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
</TS>
