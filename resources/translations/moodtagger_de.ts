<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>Alike</name>
  <message>
   <source>%1 bpm apart</source>
   <translation>%1 BPM auseinander</translation>
  </message>
  <message>
   <source>half the tempo</source>
   <translation>halbes Tempo</translation>
  </message>
  <message>
   <source>near in sound</source>
   <translation>ähnlicher Klang</translation>
  </message>
  <message>
   <source>near on the map</source>
   <translation>nahe auf der Karte</translation>
  </message>
  <message>
   <source>nearer in mood than %1 of 100 songs</source>
   <translation>in der Stimmung näher als %1 von 100 Liedern</translation>
  </message>
  <message>
   <source>nearer in sound than %1 of 100 songs</source>
   <translation>im Klang näher als %1 von 100 Liedern</translation>
  </message>
  <message>
   <source>nearer on the map than %1 of 100 songs</source>
   <translation>auf der Karte näher als %1 von 100 Liedern</translation>
  </message>
  <message>
   <source>not near in any way</source>
   <translation>in keiner Weise nah</translation>
  </message>
  <message>
   <source>same moods: %1</source>
   <translation>gleiche Stimmungen: %1</translation>
  </message>
  <message>
   <source>same tempo</source>
   <translation>gleiches Tempo</translation>
  </message>
  <message>
   <source>twice the tempo</source>
   <translation>doppeltes Tempo</translation>
  </message>
  <message>
   <source>very near in sound</source>
   <translation>sehr ähnlicher Klang</translation>
  </message>
  <message>
   <source>very near on the map</source>
   <translation>sehr nahe auf der Karte</translation>
  </message>
 </context>
 <context>
  <name>AnalysisSection</name>
  <message>
   <source>&amp;Full speed</source>
   <translation>&amp;Volle Geschwindigkeit</translation>
  </message>
  <message>
   <source>All cores listen, and other programs do not go before them. A scan that is under way follows with its next songs.</source>
   <translation>Alle Kerne hören zu, und andere Programme haben keinen Vorrang. Ein laufender Durchgang folgt mit seinen nächsten Liedern.</translation>
  </message>
  <message>
   <source>Always wait until it is plugged in</source>
   <translation>Immer warten, bis er am Netz ist</translation>
  </message>
  <message>
   <source>Go on as ever</source>
   <translation>Weitermachen wie immer</translation>
  </message>
  <message>
   <source>Half of the cores (%1)</source>
   <translation>Die Hälfte der Kerne (%1)</translation>
  </message>
  <message>
   <source>Pause a scan when it is unplugged</source>
   <translation>Anhalten, wenn der Stecker gezogen wird</translation>
  </message>
  <message>
   <source>Songs heard at the same &amp;time:</source>
   <translation>Lieder, die &amp;gleichzeitig gehört werden:</translation>
  </message>
  <message>
   <source>Songs heard at the same time</source>
   <translation>Lieder, die gleichzeitig gehört werden</translation>
  </message>
  <message numerus="yes">
   <source>This computer has %Ln core(s). With more at a time a scan is done sooner, with fewer other programs stay quick; all of them go before it.</source>
   <translation>
    <numerusform>Dieser Rechner hat %Ln Kern. Mit mehr zugleich ist ein Durchgang früher fertig, mit weniger bleiben andere Programme flink; Vorrang haben sie alle.</numerusform>
    <numerusform>Dieser Rechner hat %Ln Kerne. Mit mehr zugleich ist ein Durchgang früher fertig, mit weniger bleiben andere Programme flink; Vorrang haben sie alle.</numerusform>
   </translation>
  </message>
  <message>
   <source>While this computer runs on its &amp;battery:</source>
   <translation>Solange dieser Rechner mit &amp;Akku läuft:</translation>
  </message>
  <message>
   <source>While this computer runs on its battery</source>
   <translation>Solange dieser Rechner mit Akku läuft</translation>
  </message>
 </context>
 <context>
  <name>AppContext</name>
  <message>
   <source>%1 selected</source>
   <translation>%1 gewählt</translation>
  </message>
 </context>
 <context>
  <name>AppearancePage</name>
  <message>
   <source>&amp;Dark</source>
   <translation>&amp;Dunkel</translation>
  </message>
  <message>
   <source>&amp;Language of the window:</source>
   <translation>&amp;Sprache des Fensters:</translation>
  </message>
  <message>
   <source>As the &amp;system has it</source>
   <translation>Wie das S&amp;ystem</translation>
  </message>
  <message>
   <source>As the system has it</source>
   <translation>Wie das System</translation>
  </message>
  <message>
   <source>Colours</source>
   <translation>Farben</translation>
  </message>
  <message>
   <source>High contrast, black on &amp;white</source>
   <translation>Hoher Kontrast, schwarz auf &amp;weiß</translation>
  </message>
  <message>
   <source>High contrast, white on &amp;black</source>
   <translation>Hoher Kontrast, weiß auf &amp;schwarz</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>Li&amp;ght</source>
   <translation>&amp;Hell</translation>
  </message>
  <message>
   <source>Look and language</source>
   <translation>Aussehen und Sprache</translation>
  </message>
  <message>
   <source>Musical keys</source>
   <translation>Tonarten</translation>
  </message>
  <message>
   <source>Notation of keys</source>
   <translation>Schreibweise der Tonarten</translation>
  </message>
  <message>
   <source>Show &amp;keys as:</source>
   <translation>&amp;Tonarten anzeigen als:</translation>
  </message>
  <message>
   <source>The window closes and opens again in the other language. A scan goes on with the songs that are left when you start it again; what was heard is kept.</source>
   <translation>Das Fenster schließt sich und öffnet sich in der anderen Sprache. Ein Durchgang geht mit den übrigen Liedern weiter, wenn du ihn wieder startest; was gehört wurde, ist erhalten.</translation>
  </message>
 </context>
 <context>
  <name>BatchList</name>
  <message>
   <source>Batches of written moods</source>
   <translation>Stapel geschriebener Stimmungen</translation>
  </message>
  <message>
   <source>Date</source>
   <translation>Datum</translation>
  </message>
  <message>
   <source>Files</source>
   <translation>Dateien</translation>
  </message>
  <message>
   <source>State</source>
   <translation>Stand</translation>
  </message>
  <message>
   <source>What</source>
   <translation>Was</translation>
  </message>
 </context>
 <context>
  <name>BottomTabs</name>
  <message>
   <source>Left and right arrow choose what is shown below the map.</source>
   <translation>Pfeil links und rechts wählen, was unter der Karte gezeigt wird.</translation>
  </message>
  <message>
   <source>Pages</source>
   <translation>Seiten</translation>
  </message>
 </context>
 <context>
  <name>BulkAcceptController</name>
  <message numerus="yes">
   <source>%Ln mood(s)</source>
   <translation>
    <numerusform>%Ln Stimmung</numerusform>
    <numerusform>%Ln Stimmungen</numerusform>
   </translation>
  </message>
  <message>
   <source>Accept above a &amp;confidence</source>
   <translation>Ab &amp;einer Sicherheit annehmen</translation>
  </message>
  <message>
   <source>Accepted %1 in %2. Nothing is written into the files yet.</source>
   <translation>%1 für %2 angenommen. In die Dateien ist noch nichts geschrieben.</translation>
  </message>
  <message>
   <source>See how many moods a least confidence would accept, then accept them</source>
   <translation>Sehen, wie viele Stimmungen ab einer Sicherheit angenommen würden, dann annehmen</translation>
  </message>
  <message>
   <source>Take back</source>
   <translation>Zurücknehmen</translation>
  </message>
 </context>
 <context>
  <name>BulkDialog</name>
  <message>
   <source>%1 in %2 would be accepted.</source>
   <translation>Angenommen würden %1 für %2.</translation>
  </message>
  <message numerus="yes">
   <source>%Ln mood(s)</source>
   <translation>
    <numerusform>%Ln Stimmung</numerusform>
    <numerusform>%Ln Stimmungen</numerusform>
   </translation>
  </message>
  <message>
   <source>&amp;Accept</source>
   <translation>&amp;Annehmen</translation>
  </message>
  <message numerus="yes">
   <source>&amp;Accept %Ln mood(s)</source>
   <translation>
    <numerusform>%Ln Stimmung &amp;annehmen</numerusform>
    <numerusform>%Ln Stimmungen &amp;annehmen</numerusform>
   </translation>
  </message>
  <message>
   <source>&amp;Least confidence</source>
   <translation>&amp;Mindestsicherheit</translation>
  </message>
  <message>
   <source>&amp;Of</source>
   <translation>&amp;Von</translation>
  </message>
  <message>
   <source>About %1 of them are right, going by how often this network was on songs it had not heard before.</source>
   <translation>Etwa %1 davon stimmen, gemessen daran, wie oft dieses Netz bei ungehörten Liedern recht hatte.</translation>
  </message>
  <message>
   <source>Accept above a confidence</source>
   <translation>Ab einer Sicherheit annehmen</translation>
  </message>
  <message>
   <source>Accepts the proposed moods that wait for a decision and whose probability is at least this high. Nothing is written into the files; one press takes it back.</source>
   <translation>Nimmt die vorgeschlagenen Stimmungen an, die auf eine Entscheidung warten und mindestens so wahrscheinlich sind. In die Dateien wird nichts geschrieben; ein Druck nimmt es zurück.</translation>
  </message>
  <message>
   <source>Counting…</source>
   <translation>Wird gezählt…</translation>
  </message>
  <message>
   <source>For %1 of them nothing was measured.</source>
   <translation>Für %1 davon wurde nichts gemessen.</translation>
  </message>
  <message>
   <source>How often these are right was never measured for this network.</source>
   <translation>Wie oft diese stimmen, wurde für dieses Netz nie gemessen.</translation>
  </message>
  <message>
   <source>Least confidence in per cent</source>
   <translation>Mindestsicherheit in Prozent</translation>
  </message>
  <message>
   <source>No mood is that sure. Move the slider to the left.</source>
   <translation>So sicher ist keine Stimmung. Schieb den Regler nach links.</translation>
  </message>
  <message>
   <source>No mood of these songs waits for a decision.</source>
   <translation>Keine Stimmung dieser Lieder wartet auf eine Entscheidung.</translation>
  </message>
  <message>
   <source>Of which songs</source>
   <translation>Von welchen Liedern</translation>
  </message>
  <message>
   <source>Selected songs</source>
   <translation>Gewählte Lieder</translation>
  </message>
  <message>
   <source>Songs that are shown</source>
   <translation>Lieder, die gezeigt werden</translation>
  </message>
  <message>
   <source>The whole library</source>
   <translation>Die ganze Bibliothek</translation>
  </message>
 </context>
 <context>
  <name>CardStack</name>
  <message>
   <source>Dropped files</source>
   <translation>Hereingezogene Dateien</translation>
  </message>
 </context>
 <context>
  <name>ChangesModel</name>
  <message>
   <source>(not there)</source>
   <translation>(nicht vorhanden)</translation>
  </message>
  <message>
   <source>File</source>
   <translation>Datei</translation>
  </message>
  <message>
   <source>Frame</source>
   <translation>Frame</translation>
  </message>
  <message>
   <source>Now</source>
   <translation>Jetzt</translation>
  </message>
  <message>
   <source>Then</source>
   <translation>Danach</translation>
  </message>
 </context>
 <context>
  <name>ChangesView</name>
  <message>
   <source>Files and the frames that change in them</source>
   <translation>Dateien und die Frames, die sich darin ändern</translation>
  </message>
 </context>
 <context>
  <name>CircumplexView</name>
  <message>
   <source>%1 (key %2)</source>
   <translation>%1 (Taste %2)</translation>
  </message>
  <message>
   <source>%1, %2 sure</source>
   <translation>%1, zu %2 sicher</translation>
  </message>
  <message>
   <source>%1, as you hear it</source>
   <translation>%1, wie du es hörst</translation>
  </message>
  <message>
   <source>%1: valence %2, arousal %3</source>
   <translation>%1: Valenz %2, Aktivierung %3</translation>
  </message>
  <message>
   <source>Angry</source>
   <translation>Wütend</translation>
  </message>
  <message>
   <source>Back to the view before</source>
   <translation>Zur vorigen Ansicht zurück</translation>
  </message>
  <message>
   <source>Backspace</source>
   <translation>Rücktaste</translation>
  </message>
  <message>
   <source>Colour: album</source>
   <translation>Farbe: Album</translation>
  </message>
  <message>
   <source>Colour: how probable</source>
   <translation>Farbe: wie wahrscheinlich</translation>
  </message>
  <message>
   <source>Colour: how sure</source>
   <translation>Farbe: wie sicher</translation>
  </message>
  <message>
   <source>Colour: mood in the file</source>
   <translation>Farbe: Stimmung in der Datei</translation>
  </message>
  <message>
   <source>Colour: quadrant</source>
   <translation>Farbe: Quadrant</translation>
  </message>
  <message>
   <source>Each point is a song: the further right, the more pleasant; the further up, the more excited.

Click selects, Shift adds, Ctrl adds or takes away, dragging selects a rectangle or what the lasso goes around. The wheel zooms; the middle or right button, or Ctrl and drag, moves the map. Double-click plays a song. Drag the selected song to where it feels right to you.

Keys: arrows walk from song to song (Shift keeps the selection, Ctrl moves the map), Space or Enter plays, + and - zoom, Z shows the selected songs, 0 shows everything, Backspace goes back to the view before, R draws rectangles, L a lasso, H moves the map, Ctrl+A selects all, Esc selects none.</source>
   <translation>Jeder Punkt ist ein Lied: je weiter rechts, desto angenehmer; je weiter oben, desto aufgeregter.

Ein Klick wählt, Umschalt fügt hinzu, Strg fügt hinzu oder nimmt weg, Ziehen wählt ein Rechteck oder was das Lasso umfasst. Das Rad zoomt; die mittlere oder rechte Taste oder Strg mit Ziehen verschiebt die Karte. Ein Doppelklick spielt ein Lied. Zieh das gewählte Lied dorthin, wo es für dich hingehört.

Tasten: Pfeile gehen von Lied zu Lied (Umschalt behält die Auswahl, Strg verschiebt die Karte), Leertaste oder Eingabe spielt, + und - zoomen, Z zeigt die gewählten Lieder, 0 zeigt alles, die Rücktaste geht zur vorigen Ansicht, R zieht Rechtecke, L ein Lasso, H verschiebt die Karte, Strg+A wählt alle, Esc keines.</translation>
  </message>
  <message>
   <source>Happy</source>
   <translation>Fröhlich</translation>
  </message>
  <message>
   <source>In the file: %1</source>
   <translation>In der Datei: %1</translation>
  </message>
  <message>
   <source>Map of feeling</source>
   <translation>Karte der Gefühle</translation>
  </message>
  <message>
   <source>Mood that the colours tell of</source>
   <translation>Stimmung, von der die Farben erzählen</translation>
  </message>
  <message>
   <source>Move the map</source>
   <translation>Karte verschieben</translation>
  </message>
  <message>
   <source>No song has been heard yet</source>
   <translation>Noch kein Lied wurde gehört</translation>
  </message>
  <message>
   <source>No songs on the map.</source>
   <translation>Keine Lieder auf der Karte.</translation>
  </message>
  <message>
   <source>No songs yet</source>
   <translation>Noch keine Lieder</translation>
  </message>
  <message>
   <source>Open a folder with music: each song takes its place on this map of feeling.</source>
   <translation>Öffne einen Ordner mit Musik: Jedes Lied nimmt seinen Platz auf dieser Karte der Gefühle ein.</translation>
  </message>
  <message>
   <source>Relaxed</source>
   <translation>Entspannt</translation>
  </message>
  <message>
   <source>Sad</source>
   <translation>Traurig</translation>
  </message>
  <message>
   <source>Select with a lasso</source>
   <translation>Mit einem Lasso wählen</translation>
  </message>
  <message>
   <source>Select with a rectangle</source>
   <translation>Mit einem Rechteck wählen</translation>
  </message>
  <message>
   <source>Show the selected songs</source>
   <translation>Die gewählten Lieder zeigen</translation>
  </message>
  <message>
   <source>Show the whole map</source>
   <translation>Die ganze Karte zeigen</translation>
  </message>
  <message>
   <source>Songs appear here as soon as they have been listened to.</source>
   <translation>Lieder erscheinen hier, sobald sie gehört wurden.</translation>
  </message>
  <message>
   <source>Songs: %1. Selected: %2.</source>
   <translation>Lieder: %1. Gewählt: %2.</translation>
  </message>
  <message>
   <source>The network: %1</source>
   <translation>Das Netz: %1</translation>
  </message>
  <message>
   <source>What the colours of the map tell</source>
   <translation>Was die Farben der Karte sagen</translation>
  </message>
  <message>
   <source>Zoom in</source>
   <translation>Vergrößern</translation>
  </message>
  <message>
   <source>Zoom out</source>
   <translation>Verkleinern</translation>
  </message>
  <message>
   <source>calm</source>
   <translation>ruhig</translation>
  </message>
  <message>
   <source>excited</source>
   <translation>aufgeregt</translation>
  </message>
  <message>
   <source>no album</source>
   <translation>kein Album</translation>
  </message>
  <message>
   <source>no mood in the file</source>
   <translation>keine Stimmung in der Datei</translation>
  </message>
  <message>
   <source>not judged</source>
   <translation>nicht beurteilt</translation>
  </message>
  <message>
   <source>others</source>
   <translation>andere</translation>
  </message>
  <message>
   <source>pleasant</source>
   <translation>angenehm</translation>
  </message>
  <message>
   <source>unpleasant</source>
   <translation>unangenehm</translation>
  </message>
 </context>
 <context>
  <name>ColumnMenu</name>
  <message>
   <source>&amp;Arrange columns…</source>
   <translation>Spalten &amp;anordnen…</translation>
  </message>
  <message>
   <source>&amp;Columns</source>
   <translation>&amp;Spalten</translation>
  </message>
  <message>
   <source>&amp;Reset columns</source>
   <translation>Spalten &amp;zurücksetzen</translation>
  </message>
 </context>
 <context>
  <name>ColumnsDialog</name>
  <message>
   <source>&amp;Reset</source>
   <translation>&amp;Zurücksetzen</translation>
  </message>
  <message>
   <source>Columns</source>
   <translation>Spalten</translation>
  </message>
  <message>
   <source>Columns from left to right</source>
   <translation>Spalten von links nach rechts</translation>
  </message>
  <message>
   <source>Move &amp;down</source>
   <translation>Nach &amp;unten</translation>
  </message>
  <message>
   <source>Move &amp;up</source>
   <translation>Nach &amp;oben</translation>
  </message>
  <message>
   <source>Space shows or hides a column; drag it, or use the buttons, to move it.</source>
   <translation>Die Leertaste zeigt oder verbirgt eine Spalte; zieh sie oder nimm die Knöpfe, um sie zu verschieben.</translation>
  </message>
 </context>
 <context>
  <name>CorrectionController</name>
  <message numerus="yes">
   <source>%1 are back.</source>
   <translation>
    <numerusform>%1 ist wieder, wo es vorher war.</numerusform>
    <numerusform>%1 sind zurück.</numerusform>
   </translation>
  </message>
  <message>
   <source>%1: the network's place counts again.</source>
   <translation>%1: Der Ort des Netzes gilt wieder.</translation>
  </message>
  <message>
   <source>%1: your place counts now, %2. The network's is kept beside it.</source>
   <translation>%1: Jetzt gilt dein Ort, %2. Der des Netzes bleibt daneben erhalten.</translation>
  </message>
  <message>
   <source>Do it again</source>
   <translation>Wiederholen</translation>
  </message>
  <message>
   <source>Let the network's place count again for the selected songs</source>
   <translation>Für die gewählten Lieder wieder den Ort des Netzes gelten lassen</translation>
  </message>
  <message>
   <source>None of the selected songs was corrected.</source>
   <translation>Keines der gewählten Lieder wurde berichtigt.</translation>
  </message>
  <message>
   <source>Say where you hear the selected songs; the network's place is kept too</source>
   <translation>Sagen, wo du die gewählten Lieder hörst; der Ort des Netzes bleibt auch erhalten</translation>
  </message>
  <message>
   <source>Sounds &amp;different to me…</source>
   <translation>K&amp;lingt für mich anders…</translation>
  </message>
  <message>
   <source>Ta&amp;ke back corrections</source>
   <translation>&amp;Berichtigungen zurücknehmen</translation>
  </message>
  <message>
   <source>Take back</source>
   <translation>Zurücknehmen</translation>
  </message>
 </context>
 <context>
  <name>CorrectionDialog</name>
  <message>
   <source>&amp;Arousal</source>
   <translation>&amp;Aktivierung</translation>
  </message>
  <message>
   <source>&amp;Keep my correction</source>
   <translation>Meine Berichtigung &amp;behalten</translation>
  </message>
  <message>
   <source>&amp;Play or pause</source>
   <translation>&amp;Abspielen oder anhalten</translation>
  </message>
  <message>
   <source>&amp;Take back</source>
   <translation>&amp;Zurücknehmen</translation>
  </message>
  <message>
   <source>&amp;Valence</source>
   <translation>&amp;Valenz</translation>
  </message>
  <message>
   <source>Arousal</source>
   <translation>Aktivierung</translation>
  </message>
  <message>
   <source>Let the network's place count again</source>
   <translation>Wieder den Ort des Netzes gelten lassen</translation>
  </message>
  <message>
   <source>Sounds different to me</source>
   <translation>Klingt für mich anders</translation>
  </message>
  <message>
   <source>The network (ring): %1</source>
   <translation>Das Netz (Ring): %1</translation>
  </message>
  <message>
   <source>The network has not heard it.</source>
   <translation>Das Netz hat es nicht gehört.</translation>
  </message>
  <message>
   <source>The rings are where the network heard them.</source>
   <translation>Die Ringe sind, wo das Netz sie gehört hat.</translation>
  </message>
  <message>
   <source>Valence</source>
   <translation>Valenz</translation>
  </message>
  <message>
   <source>Where do you hear these %1?</source>
   <translation>Wo hörst du diese %1?</translation>
  </message>
  <message>
   <source>Where do you hear “%1”?</source>
   <translation>Wo hörst du „%1“?</translation>
  </message>
  <message>
   <source>You: %1</source>
   <translation>Du: %1</translation>
  </message>
  <message>
   <source>You: choose a place on the plane.</source>
   <translation>Du: Wähle einen Ort auf der Fläche.</translation>
  </message>
 </context>
 <context>
  <name>CoverView</name>
  <message>
   <source>Cover</source>
   <translation>Titelbild</translation>
  </message>
 </context>
 <context>
  <name>CriteriaPanel</name>
  <message>
   <source>&amp;Half and double count too</source>
   <translation>&amp;Halbes und doppeltes zählen auch</translation>
  </message>
  <message>
   <source>&amp;Mood</source>
   <translation>&amp;Stimmung</translation>
  </message>
  <message>
   <source>&amp;Tempo</source>
   <translation>&amp;Tempo</translation>
  </message>
  <message>
   <source>Fastest tempo, in beats a minute</source>
   <translation>Schnellstes Tempo, in Schlägen je Minute</translation>
  </message>
  <message>
   <source>How much the same moods count</source>
   <translation>Wie viel gleiche Stimmungen zählen</translation>
  </message>
  <message>
   <source>How much the same place on the map counts: valence and arousal</source>
   <translation>Wie viel der gleiche Ort auf der Karte zählt: Valenz und Aktivierung</translation>
  </message>
  <message>
   <source>How much the sound counts, as the network hears it</source>
   <translation>Wie viel der Klang zählt, wie das Netz ihn hört</translation>
  </message>
  <message>
   <source>Most songs of one album</source>
   <translation>Höchstens so viele Lieder eines Albums</translation>
  </message>
  <message>
   <source>Most songs of one artist</source>
   <translation>Höchstens so viele Lieder eines Interpreten</translation>
  </message>
  <message>
   <source>Of one &amp;artist</source>
   <translation>Von einem &amp;Interpreten</translation>
  </message>
  <message>
   <source>Of one al&amp;bum</source>
   <translation>Von einem Al&amp;bum</translation>
  </message>
  <message>
   <source>Only songs whose tempo is known and in this range</source>
   <translation>Nur Lieder, deren Tempo bekannt ist und in diesem Bereich liegt</translation>
  </message>
  <message>
   <source>Place on ma&amp;p</source>
   <translation>&amp;Ort auf der Karte</translation>
  </message>
  <message>
   <source>S&amp;ound</source>
   <translation>&amp;Klang</translation>
  </message>
  <message>
   <source>Slowest tempo, in beats a minute</source>
   <translation>Langsamstes Tempo, in Schlägen je Minute</translation>
  </message>
  <message>
   <source>any number</source>
   <translation>beliebig viele</translation>
  </message>
  <message>
   <source>at most </source>
   <translation>höchstens </translation>
  </message>
 </context>
 <context>
  <name>CurveChart</name>
  <message>
   <source>Drag the dotted line to draw the energy you want over time</source>
   <translation>Die gepunktete Linie ziehen, um den gewünschten Energieverlauf zu zeichnen</translation>
  </message>
  <message>
   <source>Energy over time</source>
   <translation>Energie im Verlauf</translation>
  </message>
  <message>
   <source>Point %1 of %2: energy %3</source>
   <translation>Punkt %1 von %2: Energie %3</translation>
  </message>
 </context>
 <context>
  <name>DropController</name>
  <message>
   <source>A folder cannot be added while the library is open for reading only.</source>
   <translation>Ein Ordner kann nicht aufgenommen werden, solange die Bibliothek nur zum Lesen offen ist.</translation>
  </message>
  <message>
   <source>Already in your library; selected in the table and on the map.</source>
   <translation>Schon in deiner Bibliothek; in der Tabelle und auf der Karte gewählt.</translation>
  </message>
 </context>
 <context>
  <name>DropHint</name>
  <message>
   <source>Drop a folder to listen to it

Drop a file to hear its mood, no more</source>
   <translation>Lass einen Ordner los, um ihn zu hören

Lass eine Datei los, um nur ihre Stimmung zu erfahren</translation>
  </message>
 </context>
 <context>
  <name>DroppedFileCard</name>
  <message>
   <source>Add to library</source>
   <translation>In die Bibliothek aufnehmen</translation>
  </message>
  <message>
   <source>Being added to your library</source>
   <translation>Wird in deine Bibliothek aufgenommen</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Close the card</source>
   <translation>Die Karte schließen</translation>
  </message>
  <message>
   <source>Dropped file</source>
   <translation>Hereingezogene Datei</translation>
  </message>
  <message>
   <source>Listening…</source>
   <translation>Wird gehört…</translation>
  </message>
  <message>
   <source>More like this</source>
   <translation>Mehr davon</translation>
  </message>
  <message>
   <source>Mostly %1 (%2 %)</source>
   <translation>Vor allem %1 (%2 %)</translation>
  </message>
  <message>
   <source>No clear mood; most likely: %1</source>
   <translation>Keine eindeutige Stimmung; am ehesten: %1</translation>
  </message>
  <message>
   <source>Not in your library</source>
   <translation>Nicht in deiner Bibliothek</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>Abspielen</translation>
  </message>
  <message>
   <source>Songs of your library like this file, which stays outside</source>
   <translation>Lieder deiner Bibliothek wie diese Datei, die außerhalb bleibt</translation>
  </message>
  <message>
   <source>Sure of: %1</source>
   <translation>Sicher: %1</translation>
  </message>
  <message>
   <source>Valence %1 ± %2, arousal %3 ± %4</source>
   <translation>Valenz %1 ± %2, Aktivierung %3 ± %4</translation>
  </message>
  <message>
   <source>angry</source>
   <translation>wütend</translation>
  </message>
  <message>
   <source>happy</source>
   <translation>fröhlich</translation>
  </message>
  <message>
   <source>relaxed</source>
   <translation>entspannt</translation>
  </message>
  <message>
   <source>sad</source>
   <translation>traurig</translation>
  </message>
 </context>
 <context>
  <name>ExplanationPanel</name>
  <message>
   <source>%1   %2 to %3   %4</source>
   <translation>%1   %2 bis %3   %4</translation>
  </message>
  <message>
   <source>%1 over time</source>
   <translation>%1 über die Zeit</translation>
  </message>
  <message>
   <source>About the same all through: %2 to %3.</source>
   <translation>Überall etwa gleich: %2 bis %3.</translation>
  </message>
  <message numerus="yes">
   <source>Between %2 and %3. These moments speak most for %1:</source>
   <translation>
    <numerusform>Zwischen %2 und %3. Diese Stelle spricht am meisten für %1:</numerusform>
    <numerusform>Zwischen %2 und %3. Diese Stellen sprechen am meisten für %1:</numerusform>
   </translation>
  </message>
  <message>
   <source>Play from %1 to hear why: %2 there</source>
   <translation>Ab %1 abspielen, um zu hören, warum: dort %2</translation>
  </message>
  <message>
   <source>Play from there</source>
   <translation>Von dort abspielen</translation>
  </message>
  <message>
   <source>The song was heard in one piece: %2 all through.</source>
   <translation>Das Lied wurde in einem Stück gehört: überall %2.</translation>
  </message>
  <message>
   <source>Where %1 was heard is not known for this song.</source>
   <translation>Wo %1 gehört wurde, ist für dieses Lied nicht bekannt.</translation>
  </message>
  <message>
   <source>Why %1</source>
   <translation>Warum %1</translation>
  </message>
 </context>
 <context>
  <name>ExternalRequestsController</name>
  <message>
   <source>The language changes as soon as what is being written is done.</source>
   <translation>Die Sprache wechselt, sobald fertig geschrieben ist.</translation>
  </message>
 </context>
 <context>
  <name>FileListDialog</name>
  <message>
   <source>&amp;Copy as text</source>
   <translation>Als Text &amp;kopieren</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>File</source>
   <translation>Datei</translation>
  </message>
  <message>
   <source>Select the songs of the marked files in the table, or of all</source>
   <translation>Die Lieder der markierten Dateien in der Tabelle wählen, oder aller</translation>
  </message>
  <message>
   <source>Show in &amp;table</source>
   <translation>In der &amp;Tabelle zeigen</translation>
  </message>
  <message>
   <source>Why</source>
   <translation>Warum</translation>
  </message>
 </context>
 <context>
  <name>FolderController</name>
  <message>
   <source>Choose a folder of music</source>
   <translation>Einen Ordner mit Musik wählen</translation>
  </message>
  <message>
   <source>Choose a song to hear</source>
   <translation>Ein Lied zum Hören wählen</translation>
  </message>
  <message>
   <source>No file is touched. You can keep what was heard and decided, for when you add the folder again, or forget it.</source>
   <translation>Keine Datei wird angerührt. Du kannst behalten, was gehört und entschieden wurde, falls du den Ordner wieder aufnimmst, oder es vergessen.</translation>
  </message>
  <message>
   <source>Remove and &amp;forget</source>
   <translation>Entfernen und &amp;vergessen</translation>
  </message>
  <message>
   <source>Remove this folder from the library?</source>
   <translation>Diesen Ordner aus der Bibliothek nehmen?</translation>
  </message>
  <message>
   <source>Remove, &amp;keep results</source>
   <translation>Entfernen, Ergebnisse &amp;behalten</translation>
  </message>
 </context>
 <context>
  <name>FoldersPage</name>
  <message>
   <source>&amp;Add folder…</source>
   <translation>Ordner &amp;aufnehmen…</translation>
  </message>
  <message>
   <source>&amp;Remove…</source>
   <translation>&amp;Entfernen…</translation>
  </message>
  <message>
   <source>Asks first what becomes of the results</source>
   <translation>Fragt erst, was aus den Ergebnissen wird</translation>
  </message>
  <message>
   <source>Folders of the library</source>
   <translation>Ordner der Bibliothek</translation>
  </message>
  <message>
   <source>Leave out</source>
   <translation>Auslassen</translation>
  </message>
  <message>
   <source>Listening</source>
   <translation>Hören</translation>
  </message>
  <message>
   <source>Music</source>
   <translation>Musik</translation>
  </message>
  <message>
   <source>Names or whole paths of files and folders; * stands for any characters, ? for one. For example *.wma, Podcasts or */Long mixes. Songs that are left out vanish from the window; what was heard and decided is kept for when they come back.</source>
   <translation>Namen oder ganze Pfade von Dateien und Ordnern; * steht für beliebige Zeichen, ? für eines. Zum Beispiel *.wma, Podcasts oder */Lange Mixe. Ausgelassene Lieder verschwinden aus dem Fenster; was gehört und entschieden wurde, bleibt erhalten, bis sie wiederkommen.</translation>
  </message>
  <message>
   <source>There is no folder yet. Add one: its songs are read and listened to here.</source>
   <translation>Noch kein Ordner. Nimm einen auf: Seine Lieder werden hier gelesen und gehört.</translation>
  </message>
 </context>
 <context>
  <name>FullSpeedController</name>
  <message>
   <source>Full &amp;speed</source>
   <translation>Volle &amp;Geschwindigkeit</translation>
  </message>
  <message>
   <source>Listen with all cores, and let other programs wait</source>
   <translation>Mit allen Kernen hören und andere Programme warten lassen</translation>
  </message>
 </context>
 <context>
  <name>HighlightStrip</name>
  <message>
   <source>How probable the mood is over time, in %; click to play from there</source>
   <translation>Wie wahrscheinlich die Stimmung über die Zeit ist, in %; Klick, um von dort abzuspielen</translation>
  </message>
  <message>
   <source>No mood is asked about yet.</source>
   <translation>Noch ist nach keiner Stimmung gefragt.</translation>
  </message>
  <message>
   <source>The mood over time</source>
   <translation>Die Stimmung über die Zeit</translation>
  </message>
 </context>
 <context>
  <name>HistoryController</name>
  <message>
   <source>Not changed</source>
   <translation>Nicht geändert</translation>
  </message>
  <message>
   <source>Show what was not</source>
   <translation>Zeigen, was nicht</translation>
  </message>
  <message>
   <source>These files or fields were left as they are.</source>
   <translation>Diese Dateien oder Felder blieben, wie sie sind.</translation>
  </message>
  <message>
   <source>Undoing</source>
   <translation>Wird zurückgenommen</translation>
  </message>
  <message>
   <source>Undone: %1 restored.</source>
   <translation>Zurückgenommen: %1 wiederhergestellt.</translation>
  </message>
  <message>
   <source>Writing again</source>
   <translation>Wird wieder geschrieben</translation>
  </message>
  <message>
   <source>Written again: %1.</source>
   <translation>Wieder geschrieben: %1.</translation>
  </message>
 </context>
 <context>
  <name>HistoryDialog</name>
  <message numerus="yes">
   <source>%1 of %Ln file(s)…</source>
   <translation>
    <numerusform>%1 von %Ln Datei…</numerusform>
    <numerusform>%1 von %Ln Dateien…</numerusform>
   </translation>
  </message>
  <message>
   <source>&amp;Copy as text</source>
   <translation>Als Text &amp;kopieren</translation>
  </message>
  <message>
   <source>&amp;Show all…</source>
   <translation>Alle &amp;zeigen…</translation>
  </message>
  <message>
   <source>&amp;Undo this batch</source>
   <translation>Diesen Stapel zurück&amp;nehmen</translation>
  </message>
  <message>
   <source>&amp;Write it again</source>
   <translation>Wieder &amp;schreiben</translation>
  </message>
  <message>
   <source>Accept moods and choose Write tags; here it can then be undone.</source>
   <translation>Nimm Stimmungen an und wähle Tags schreiben; hier lässt es sich dann zurücknehmen.</translation>
  </message>
  <message>
   <source>Before</source>
   <translation>Vorher</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>File</source>
   <translation>Datei</translation>
  </message>
  <message>
   <source>Frame</source>
   <translation>Frame</translation>
  </message>
  <message>
   <source>History of written moods</source>
   <translation>Verlauf geschriebener Stimmungen</translation>
  </message>
  <message>
   <source>Nothing has been written into files yet.</source>
   <translation>Noch wurde nichts in Dateien geschrieben.</translation>
  </message>
  <message>
   <source>Reading the history…</source>
   <translation>Der Verlauf wird gelesen…</translation>
  </message>
  <message>
   <source>S&amp;top</source>
   <translation>A&amp;bbrechen</translation>
  </message>
  <message>
   <source>State</source>
   <translation>Stand</translation>
  </message>
  <message>
   <source>Undo s&amp;elected</source>
   <translation>&amp;Gewähltes zurücknehmen</translation>
  </message>
  <message>
   <source>Write selected a&amp;gain</source>
   <translation>Gewähltes &amp;wieder schreiben</translation>
  </message>
  <message>
   <source>Written</source>
   <translation>Geschrieben</translation>
  </message>
 </context>
 <context>
  <name>Inspector</name>
  <message>
   <source>Choose a song in the map or the table to see its moods.</source>
   <translation>Wähle ein Lied auf der Karte oder in der Tabelle, um seine Stimmungen zu sehen.</translation>
  </message>
  <message>
   <source>No other song was heard yet.</source>
   <translation>Noch kein anderes Lied wurde gehört.</translation>
  </message>
  <message>
   <source>No song selected</source>
   <translation>Kein Lied gewählt</translation>
  </message>
  <message>
   <source>Song details</source>
   <translation>Einzelheiten zum Lied</translation>
  </message>
  <message>
   <source>The same recording is %1.</source>
   <translation>Dieselbe Aufnahme ist %1.</translation>
  </message>
 </context>
 <context>
  <name>JobCard</name>
  <message>
   <source>%1: %2</source>
   <translation>%1: %2</translation>
  </message>
  <message>
   <source>&amp;Go on</source>
   <translation>&amp;Weiter</translation>
  </message>
  <message>
   <source>&amp;Go on anyway</source>
   <translation>&amp;Trotzdem weiter</translation>
  </message>
  <message>
   <source>&amp;Pause</source>
   <translation>&amp;Pause</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Show &amp;why</source>
   <translation>&amp;Gründe zeigen</translation>
  </message>
 </context>
 <context>
  <name>JobPanel</name>
  <message>
   <source>%1 failed</source>
   <translation>%1 fehlgeschlagen</translation>
  </message>
  <message>
   <source>%1 of %2</source>
   <translation>%1 von %2</translation>
  </message>
  <message>
   <source>%1 songs/min</source>
   <translation>%1 Lieder/min</translation>
  </message>
  <message>
   <source>%1 songs/s</source>
   <translation>%1 Lieder/s</translation>
  </message>
  <message>
   <source>&amp;Hide</source>
   <translation>&amp;Verbergen</translation>
  </message>
  <message>
   <source>Clear &amp;finished</source>
   <translation>&amp;Fertige entfernen</translation>
  </message>
  <message>
   <source>Done.</source>
   <translation>Fertig.</translation>
  </message>
  <message>
   <source>Getting ready</source>
   <translation>Wird vorbereitet</translation>
  </message>
  <message>
   <source>Hide this panel; jobs go on</source>
   <translation>Diese Leiste verbergen; die Arbeit geht weiter</translation>
  </message>
  <message>
   <source>Jobs</source>
   <translation>Aufgaben</translation>
  </message>
  <message>
   <source>Nothing is under way. Scans, writes and other long jobs are listed here, and stay to be read when they are over.</source>
   <translation>Gerade läuft nichts. Durchgänge, Schreiben und andere lange Aufgaben stehen hier und bleiben zum Nachlesen, wenn sie zu Ende sind.</translation>
  </message>
  <message>
   <source>Paused. Work of the same kind waits until it goes on.</source>
   <translation>Angehalten. Arbeit der gleichen Art wartet, bis es weitergeht.</translation>
  </message>
  <message>
   <source>Scans, writes and other long jobs, with their progress and outcome</source>
   <translation>Durchgänge, Schreiben und andere lange Aufgaben, mit Fortschritt und Ergebnis</translation>
  </message>
  <message>
   <source>Stopped. What was done stays.</source>
   <translation>Abgebrochen. Was getan ist, bleibt.</translation>
  </message>
  <message>
   <source>Stopping</source>
   <translation>Wird abgebrochen</translation>
  </message>
  <message>
   <source>Take jobs that are over out of the list</source>
   <translation>Beendete Aufgaben aus der Liste nehmen</translation>
  </message>
  <message>
   <source>Waits for the job before it</source>
   <translation>Wartet auf die Aufgabe davor</translation>
  </message>
  <message>
   <source>Waits while the scan is under way</source>
   <translation>Wartet, solange der Durchgang läuft</translation>
  </message>
  <message>
   <source>Waits while this computer runs on its battery. It goes on when it is plugged in.</source>
   <translation>Wartet, solange dieser Rechner mit Akku läuft. Am Netz geht es weiter.</translation>
  </message>
 </context>
 <context>
  <name>JobStatus</name>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Cancel the scan</source>
   <translation>Den Durchgang abbrechen</translation>
  </message>
  <message>
   <source>Go on</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Go on with the scan</source>
   <translation>Den Durchgang fortsetzen</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Pause the scan</source>
   <translation>Den Durchgang anhalten</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>Angehalten</translation>
  </message>
  <message>
   <source>Paused on battery</source>
   <translation>Angehalten: Akkubetrieb</translation>
  </message>
  <message>
   <source>Progress of the scan</source>
   <translation>Fortschritt des Durchgangs</translation>
  </message>
  <message>
   <source>Stopping…</source>
   <translation>Wird abgebrochen…</translation>
  </message>
 </context>
 <context>
  <name>JobsController</name>
  <message numerus="yes">
   <source>%Ln job(s)</source>
   <translation>
    <numerusform>%Ln Aufgabe</numerusform>
    <numerusform>%Ln Aufgaben</numerusform>
   </translation>
  </message>
  <message>
   <source>&amp;Go on with the scan</source>
   <translation>Durchgang &amp;fortsetzen</translation>
  </message>
  <message>
   <source>&amp;Pause the scan</source>
   <translation>Durchgang an&amp;halten</translation>
  </message>
  <message>
   <source>Files that failed: %1</source>
   <translation>Fehlgeschlagene Dateien: %1</translation>
  </message>
  <message>
   <source>Go on</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Hold the scan; what is heard stays, and it goes on where it was</source>
   <translation>Den Durchgang anhalten; was gehört ist, bleibt, und er geht weiter, wo er war</translation>
  </message>
  <message>
   <source>Jobs</source>
   <translation>Aufgaben</translation>
  </message>
  <message>
   <source>None of these files is in the library, so the table has no row for it.</source>
   <translation>Keine dieser Dateien ist in der Bibliothek, also hat die Tabelle keine Zeile dafür.</translation>
  </message>
  <message>
   <source>Scans, writes and other long jobs, with their progress and outcome</source>
   <translation>Durchgänge, Schreiben und andere lange Aufgaben, mit Fortschritt und Ergebnis</translation>
  </message>
  <message>
   <source>Show &amp;jobs</source>
   <translation>&amp;Aufgaben zeigen</translation>
  </message>
  <message>
   <source>The last scan was not finished. What was heard is kept.</source>
   <translation>Der letzte Durchgang wurde nicht fertig. Was gehört wurde, ist erhalten.</translation>
  </message>
  <message>
   <source>These files were left as they are. The others are done.</source>
   <translation>Diese Dateien blieben, wie sie sind. Die anderen sind fertig.</translation>
  </message>
 </context>
 <context>
  <name>LibraryController</name>
  <message>
   <source>Show what was found</source>
   <translation>Zeigen, was gefunden wurde</translation>
  </message>
  <message>
   <source>The last time, moodtagger was stopped while it wrote into files.</source>
   <translation>Das letzte Mal wurde moodtagger beendet, während es in Dateien schrieb.</translation>
  </message>
  <message>
   <source>The library is open for reading only.</source>
   <translation>Die Bibliothek ist nur zum Lesen offen.</translation>
  </message>
  <message>
   <source>Writes that were interrupted</source>
   <translation>Unterbrochene Schreibvorgänge</translation>
  </message>
  <message>
   <source>You can look around and play songs here; nothing can be changed.</source>
   <translation>Du kannst dich umsehen und Lieder abspielen; ändern lässt sich nichts.</translation>
  </message>
  <message>
   <source>moodtagger was stopped while writing; no file was damaged.</source>
   <translation>moodtagger wurde beim Schreiben beendet; keine Datei wurde beschädigt.</translation>
  </message>
 </context>
 <context>
  <name>LibraryRestoreController</name>
  <message>
   <source>&amp;Start a new library</source>
   <translation>Neue Bibliothek &amp;anlegen</translation>
  </message>
  <message>
   <source>Start a new library?</source>
   <translation>Eine neue Bibliothek anlegen?</translation>
  </message>
  <message>
   <source>The file that was the library until now is kept as %1.</source>
   <translation>Die bisherige Datei der Bibliothek bleibt als %1 erhalten.</translation>
  </message>
  <message>
   <source>The old file is kept under another name. The new library is empty: songs are heard again, and what you decided is in the old file only.</source>
   <translation>Die alte Datei bleibt unter einem anderen Namen erhalten. Die neue Bibliothek ist leer: Lieder werden wieder gehört, und was du entschieden hast, steht nur in der alten Datei.</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>&amp;About moodtagger</source>
   <translation>Ü&amp;ber moodtagger</translation>
  </message>
  <message>
   <source>&amp;Accept confident</source>
   <translation>&amp;Sichere annehmen</translation>
  </message>
  <message>
   <source>&amp;Back 5 seconds</source>
   <translation>5 Sekunden &amp;zurück</translation>
  </message>
  <message>
   <source>&amp;Edit</source>
   <translation>&amp;Bearbeiten</translation>
  </message>
  <message>
   <source>&amp;File</source>
   <translation>&amp;Datei</translation>
  </message>
  <message>
   <source>&amp;Find songs</source>
   <translation>Lieder &amp;finden</translation>
  </message>
  <message>
   <source>&amp;Hear a file</source>
   <translation>Eine Datei &amp;hören</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <translation>&amp;Hilfe</translation>
  </message>
  <message>
   <source>&amp;Keyboard shortcuts</source>
   <translation>&amp;Tastenkürzel</translation>
  </message>
  <message>
   <source>&amp;Library</source>
   <translation>Bib&amp;liothek</translation>
  </message>
  <message>
   <source>&amp;Pause</source>
   <translation>&amp;Pause</translation>
  </message>
  <message>
   <source>&amp;Play</source>
   <translation>Abs&amp;pielen</translation>
  </message>
  <message>
   <source>&amp;Quit</source>
   <translation>&amp;Beenden</translation>
  </message>
  <message>
   <source>&amp;Rescan</source>
   <translation>&amp;Neu durchgehen</translation>
  </message>
  <message>
   <source>&amp;Undo</source>
   <translation>&amp;Zurücknehmen</translation>
  </message>
  <message>
   <source>&amp;View</source>
   <translation>&amp;Ansicht</translation>
  </message>
  <message>
   <source>&amp;Write tags</source>
   <translation>Tags &amp;schreiben</translation>
  </message>
  <message>
   <source>Accept confident of &amp;selected songs</source>
   <translation>Sichere der &amp;gewählten Lieder annehmen</translation>
  </message>
  <message>
   <source>Accept the confident moods of all shown songs; nothing is written yet</source>
   <translation>Die sicheren Stimmungen aller gezeigten Lieder annehmen; noch wird nichts geschrieben</translation>
  </message>
  <message>
   <source>Add &amp;folder</source>
   <translation>&amp;Ordner aufnehmen</translation>
  </message>
  <message>
   <source>Choose how often the moods that are proposed are to be right</source>
   <translation>Wählen, wie oft vorgeschlagene Stimmungen stimmen sollen</translation>
  </message>
  <message>
   <source>Colours of the s&amp;ystem</source>
   <translation>Farben des S&amp;ystems</translation>
  </message>
  <message>
   <source>Dar&amp;k</source>
   <translation>&amp;Dunkel</translation>
  </message>
  <message>
   <source>Finishing…</source>
   <translation>Wird beendet…</translation>
  </message>
  <message>
   <source>For&amp;ward 5 seconds</source>
   <translation>5 Sekunden &amp;vor</translation>
  </message>
  <message>
   <source>Go to the &amp;filters</source>
   <translation>Zu den &amp;Filtern</translation>
  </message>
  <message>
   <source>Go to the &amp;map</source>
   <translation>Zur &amp;Karte</translation>
  </message>
  <message>
   <source>Go to the &amp;table</source>
   <translation>Zur &amp;Tabelle</translation>
  </message>
  <message>
   <source>Go to the song's &amp;details</source>
   <translation>Zu den &amp;Einzelheiten des Lieds</translation>
  </message>
  <message>
   <source>High &amp;contrast, light</source>
   <translation>Hoher K&amp;ontrast, hell</translation>
  </message>
  <message>
   <source>High contrast, da&amp;rk</source>
   <translation>Hoher Kont&amp;rast, dunkel</translation>
  </message>
  <message>
   <source>How sure is &amp;confident</source>
   <translation>Wie sicher ist si&amp;cher</translation>
  </message>
  <message>
   <source>Li&amp;ght</source>
   <translation>&amp;Hell</translation>
  </message>
  <message>
   <source>Listen to a folder of music</source>
   <translation>Einen Ordner mit Musik hören</translation>
  </message>
  <message>
   <source>Listen to one file without adding it to the library</source>
   <translation>Eine Datei hören, ohne sie aufzunehmen</translation>
  </message>
  <message>
   <source>Look for new and changed songs in all folders</source>
   <translation>In allen Ordnern nach neuen und geänderten Liedern suchen</translation>
  </message>
  <message>
   <source>Play or pause the selected song</source>
   <translation>Das gewählte Lied abspielen oder anhalten</translation>
  </message>
  <message>
   <source>S&amp;top</source>
   <translation>A&amp;bbrechen</translation>
  </message>
  <message>
   <source>See the exact changes of the accepted moods, then write them into the files</source>
   <translation>Die genauen Änderungen der angenommenen Stimmungen sehen, dann in die Dateien schreiben</translation>
  </message>
  <message>
   <source>Select &amp;all shown songs</source>
   <translation>&amp;Alle gezeigten Lieder wählen</translation>
  </message>
  <message>
   <source>Show &amp;details</source>
   <translation>Einzelheiten &amp;zeigen</translation>
  </message>
  <message>
   <source>Show fi&amp;lters</source>
   <translation>Fi&amp;lter zeigen</translation>
  </message>
  <message>
   <source>Stop the scan</source>
   <translation>Den Durchgang abbrechen</translation>
  </message>
  <message>
   <source>Toolbar</source>
   <translation>Werkzeugleiste</translation>
  </message>
  <message>
   <source>Try the &amp;demo songs</source>
   <translation>Die Beis&amp;piellieder ausprobieren</translation>
  </message>
  <message>
   <source>What was written, and the way back</source>
   <translation>Was geschrieben wurde, und der Weg zurück</translation>
  </message>
  <message>
   <source>Write tags of s&amp;elected songs</source>
   <translation>Tags der &amp;gewählten Lieder schreiben</translation>
  </message>
 </context>
 <context>
  <name>MapController</name>
  <message>
   <source>Map</source>
   <translation>Karte</translation>
  </message>
  <message>
   <source>Map: back to the view be&amp;fore</source>
   <translation>Karte: zur &amp;vorigen Ansicht</translation>
  </message>
  <message>
   <source>Selected songs on the &amp;map</source>
   <translation>&amp;Gewählte Lieder auf der Karte</translation>
  </message>
  <message>
   <source>Zoom the map to the selected songs</source>
   <translation>Die Karte auf die gewählten Lieder vergrößern</translation>
  </message>
 </context>
 <context>
  <name>MessageWidget</name>
  <message>
   <source>Close this message</source>
   <translation>Diese Meldung schließen</translation>
  </message>
 </context>
 <context>
  <name>MoodBar</name>
  <message>
   <source>Accept %1</source>
   <translation>%1 annehmen</translation>
  </message>
  <message>
   <source>Accept this mood (A)</source>
   <translation>Diese Stimmung annehmen (A)</translation>
  </message>
  <message>
   <source>Click or press W to see why.</source>
   <translation>Klick oder drück W, um zu sehen, warum.</translation>
  </message>
  <message>
   <source>Likely from %1.</source>
   <translation>Wahrscheinlich ab %1.</translation>
  </message>
  <message>
   <source>Reject %1</source>
   <translation>%1 ablehnen</translation>
  </message>
  <message>
   <source>Reject this mood (R)</source>
   <translation>Diese Stimmung ablehnen (R)</translation>
  </message>
  <message>
   <source>Suggested from %1.</source>
   <translation>Vorgeschlagen ab %1.</translation>
  </message>
  <message>
   <source>This mood is only shown, never proposed; accept it where you hear it.</source>
   <translation>Diese Stimmung wird nur gezeigt, nie vorgeschlagen; nimm sie an, wo du sie hörst.</translation>
  </message>
  <message>
   <source>This network is never sure enough of this mood to propose it; accept it where you hear it.</source>
   <translation>Dieses Netz ist sich dieser Stimmung nie sicher genug, um sie vorzuschlagen; nimm sie an, wo du sie hörst.</translation>
  </message>
  <message>
   <source>accepted</source>
   <translation>angenommen</translation>
  </message>
  <message>
   <source>likely</source>
   <translation>wahrscheinlich</translation>
  </message>
  <message>
   <source>never proposed</source>
   <translation>nie vorgeschlagen</translation>
  </message>
  <message>
   <source>not decided</source>
   <translation>nicht entschieden</translation>
  </message>
  <message>
   <source>rejected</source>
   <translation>abgelehnt</translation>
  </message>
  <message>
   <source>suggested</source>
   <translation>vorgeschlagen</translation>
  </message>
 </context>
 <context>
  <name>MoodEditor</name>
  <message>
   <source>&amp;What for:</source>
   <translation>&amp;Wofür:</translation>
  </message>
  <message>
   <source>Another mood goes by this name; choose another.</source>
   <translation>So heißt schon eine andere Stimmung; wähle einen anderen Namen.</translation>
  </message>
  <message>
   <source>As the others (%1)</source>
   <translation>Wie die anderen (%1)</translation>
  </message>
  <message>
   <source>Hidden everywhere</source>
   <translation>Überall verborgen</translation>
  </message>
  <message>
   <source>Likely from %1.</source>
   <translation>Wahrscheinlich ab %1.</translation>
  </message>
  <message>
   <source>One mood at least has to be seen; choose fewer to hide.</source>
   <translation>Mindestens eine Stimmung muss zu sehen sein; verbirg weniger.</translation>
  </message>
  <message>
   <source>Only shown with its probability</source>
   <translation>Nur mit ihrer Wahrscheinlichkeit gezeigt</translation>
  </message>
  <message>
   <source>Proposed from %1 on.</source>
   <translation>Ab %1 vorgeschlagen.</translation>
  </message>
  <message numerus="yes">
   <source>Proposed from %1 on; there it was right with %2 of %Ln song(s).</source>
   <translation>
    <numerusform>Ab %1 vorgeschlagen; dort stimmte sie bei %2 von %Ln Lied.</numerusform>
    <numerusform>Ab %1 vorgeschlagen; dort stimmte sie bei %2 von %Ln Liedern.</numerusform>
   </translation>
  </message>
  <message>
   <source>Proposed where the network is sure</source>
   <translation>Vorgeschlagen, wo das Netz sicher ist</translation>
  </message>
  <message>
   <source>Right at &amp;least:</source>
   <translation>Stimmt &amp;mindestens:</translation>
  </message>
  <message>
   <source>Select a single mood</source>
   <translation>Wähle eine einzelne Stimmung</translation>
  </message>
  <message>
   <source>The network is never so often right with this mood: nothing is proposed. Choose less, or accept it where you hear it.</source>
   <translation>So oft hat das Netz bei dieser Stimmung nie recht: Nichts wird vorgeschlagen. Wähle weniger oder nimm sie an, wo du sie hörst.</translation>
  </message>
  <message>
   <source>This holds a line break or another mark that cannot be seen; remove it.</source>
   <translation>Das enthält einen Zeilenumbruch oder ein anderes unsichtbares Zeichen; entferne es.</translation>
  </message>
  <message>
   <source>This holds a mark that stands between two moods in a file (; or a slash between spaces); use another.</source>
   <translation>Das enthält ein Zeichen, das in einer Datei zwischen zwei Stimmungen steht (; oder ein Schrägstrich zwischen Leerzeichen); nimm ein anderes.</translation>
  </message>
  <message>
   <source>This name is too long; shorten it.</source>
   <translation>Dieser Name ist zu lang; kürze ihn.</translation>
  </message>
  <message>
   <source>Type a name.</source>
   <translation>Gib einen Namen ein.</translation>
  </message>
  <message>
   <source>Your &amp;name for it:</source>
   <translation>Dein &amp;Name dafür:</translation>
  </message>
 </context>
 <context>
  <name>MoodFilterBar</name>
  <message>
   <source>Moods: %1</source>
   <translation>Stimmungen: %1</translation>
  </message>
  <message>
   <source>Show songs of all moods again</source>
   <translation>Wieder Lieder aller Stimmungen zeigen</translation>
  </message>
 </context>
 <context>
  <name>MoodMapController</name>
  <message>
   <source>Go to the map of &amp;words</source>
   <translation>Zur Karte der &amp;Wörter</translation>
  </message>
  <message>
   <source>Words</source>
   <translation>Wörter</translation>
  </message>
 </context>
 <context>
  <name>MoodMapPage</name>
  <message numerus="yes">
   <source>%Ln song(s) of %1</source>
   <translation>
    <numerusform>%Ln Lied: %1</numerusform>
    <numerusform>%Ln Lieder: %1</numerusform>
   </translation>
  </message>
  <message>
   <source>&amp;Clear</source>
   <translation>&amp;Leeren</translation>
  </message>
  <message>
   <source>&amp;Show the songs</source>
   <translation>Die Lieder &amp;zeigen</translation>
  </message>
  <message>
   <source>Also &amp;likely ones</source>
   <translation>Auch &amp;wahrscheinliche</translation>
  </message>
  <message>
   <source>Also songs for which the mood is among its three most probable, though not sure</source>
   <translation>Auch Lieder, bei denen die Stimmung unter den drei wahrscheinlichsten ist, wenn auch nicht sicher</translation>
  </message>
  <message>
   <source>Any or all of the moods</source>
   <translation>Eine oder alle der Stimmungen</translation>
  </message>
  <message>
   <source>Go to the table, which holds only these songs</source>
   <translation>Zur Tabelle gehen, die nur diese Lieder zeigt</translation>
  </message>
  <message>
   <source>No song of %1. Pick fewer moods, or any of them.</source>
   <translation>Kein Lied: %1. Wähle weniger Stimmungen oder „mit einer dieser Stimmungen“.</translation>
  </message>
  <message>
   <source>Pick moods: words that sound alike lie near each other.</source>
   <translation>Wähle Stimmungen: Wörter, die ähnlich klingen, liegen nahe beieinander.</translation>
  </message>
  <message>
   <source>with all of these moods</source>
   <translation>mit allen diesen Stimmungen</translation>
  </message>
  <message>
   <source>with any of these moods</source>
   <translation>mit einer dieser Stimmungen</translation>
  </message>
 </context>
 <context>
  <name>MoodMapView</name>
  <message>
   <source>Map of mood words</source>
   <translation>Karte der Stimmungswörter</translation>
  </message>
  <message>
   <source>Words that sound alike lie near each other. Arrow keys walk, Space picks a mood.</source>
   <translation>Wörter, die ähnlich klingen, liegen nahe beieinander. Pfeiltasten gehen, die Leertaste wählt eine Stimmung.</translation>
  </message>
 </context>
 <context>
  <name>MoodPanel</name>
  <message>
   <source>Accept suggestions</source>
   <translation>Vorschläge annehmen</translation>
  </message>
  <message>
   <source>No clear mood. Most likely:</source>
   <translation>Keine eindeutige Stimmung. Am ehesten:</translation>
  </message>
  <message>
   <source>Show all moods</source>
   <translation>Alle Stimmungen zeigen</translation>
  </message>
  <message>
   <source>Show fewer</source>
   <translation>Weniger zeigen</translation>
  </message>
 </context>
 <context>
  <name>MoodPicker</name>
  <message>
   <source>&amp;Accept</source>
   <translation>&amp;Annehmen</translation>
  </message>
  <message>
   <source>&amp;Reject</source>
   <translation>Ab&amp;lehnen</translation>
  </message>
  <message>
   <source>Moods</source>
   <translation>Stimmungen</translation>
  </message>
  <message>
   <source>Moods of “%1”</source>
   <translation>Stimmungen von „%1“</translation>
  </message>
  <message>
   <source>Return accepts, Shift+Return rejects; once more takes that back.</source>
   <translation>Eingabe nimmt an, Umschalt+Eingabe lehnt ab; noch einmal nimmt das zurück.</translation>
  </message>
  <message>
   <source>Type a mood</source>
   <translation>Gib eine Stimmung ein</translation>
  </message>
  <message>
   <source>accepted</source>
   <translation>angenommen</translation>
  </message>
  <message>
   <source>rejected</source>
   <translation>abgelehnt</translation>
  </message>
 </context>
 <context>
  <name>MoodRow</name>
  <message>
   <source>Press %1 to accept it, again to reject it, once more to leave it open.</source>
   <translation>Drück %1 zum Annehmen, noch einmal zum Ablehnen, ein drittes Mal, um sie offen zu lassen.</translation>
  </message>
  <message>
   <source>accepted</source>
   <translation>angenommen</translation>
  </message>
  <message>
   <source>likely</source>
   <translation>wahrscheinlich</translation>
  </message>
  <message>
   <source>not suggested</source>
   <translation>nicht vorgeschlagen</translation>
  </message>
  <message>
   <source>open</source>
   <translation>offen</translation>
  </message>
  <message>
   <source>rejected</source>
   <translation>abgelehnt</translation>
  </message>
 </context>
 <context>
  <name>MoodSlider</name>
  <message>
   <source>%1 of %2</source>
   <translation>%1 von %2</translation>
  </message>
 </context>
 <context>
  <name>MoodWordButton</name>
  <message>
   <source>counts as %1</source>
   <translation>zählt als %1</translation>
  </message>
 </context>
 <context>
  <name>MoodsModel</name>
  <message>
   <source>%1 times in 10</source>
   <translation>%1-mal von 10</translation>
  </message>
  <message>
   <source>%1, never so sure</source>
   <translation>%1, nie so sicher</translation>
  </message>
  <message>
   <source>Hidden</source>
   <translation>Verborgen</translation>
  </message>
  <message>
   <source>Mood</source>
   <translation>Stimmung</translation>
  </message>
  <message>
   <source>Only shown</source>
   <translation>Nur gezeigt</translation>
  </message>
  <message>
   <source>Proposed</source>
   <translation>Vorgeschlagen</translation>
  </message>
  <message>
   <source>Right at least</source>
   <translation>Stimmt mindestens</translation>
  </message>
  <message>
   <source>What for</source>
   <translation>Wofür</translation>
  </message>
  <message>
   <source>Your name for it</source>
   <translation>Dein Name dafür</translation>
  </message>
  <message>
   <source>none</source>
   <translation>keine</translation>
  </message>
 </context>
 <context>
  <name>MoodsPage</name>
  <message>
   <source>&amp;No moods for speech: audiobooks, podcasts</source>
   <translation>&amp;Keine Stimmungen für Sprache: Hörbücher, Podcasts</translation>
  </message>
  <message>
   <source>&amp;Proposed moods are to be right at least</source>
   <translation>&amp;Vorgeschlagene Stimmungen sollen mindestens stimmen</translation>
  </message>
  <message>
   <source>Measured on songs that the network had not heard before: the more often, the fewer moods are proposed. Select moods to say what they are for; what you have decided about a hidden one comes back with it.</source>
   <translation>Gemessen an Liedern, die das Netz vorher nicht gehört hatte: je öfter, desto weniger Stimmungen werden vorgeschlagen. Wähle Stimmungen, um zu sagen, wofür sie sind; was du über eine verborgene entschieden hast, kommt mit ihr zurück.</translation>
  </message>
  <message>
   <source>Moods</source>
   <translation>Stimmungen</translation>
  </message>
  <message>
   <source>Moods of the network</source>
   <translation>Stimmungen des Netzes</translation>
  </message>
  <message>
   <source>Proposed moods are to be right at least</source>
   <translation>Vorgeschlagene Stimmungen sollen mindestens stimmen</translation>
  </message>
  <message>
   <source>The moods appear here as soon as the library is open.</source>
   <translation>Die Stimmungen erscheinen hier, sobald die Bibliothek offen ist.</translation>
  </message>
 </context>
 <context>
  <name>PatternList</name>
  <message>
   <source>&amp;Leave out</source>
   <translation>Aus&amp;lassen</translation>
  </message>
  <message>
   <source>&amp;No longer leave out</source>
   <translation>&amp;Nicht mehr auslassen</translation>
  </message>
  <message>
   <source>A name or path, for example *.wma</source>
   <translation>Ein Name oder Pfad, zum Beispiel *.wma</translation>
  </message>
  <message>
   <source>New pattern</source>
   <translation>Neues Muster</translation>
  </message>
  <message>
   <source>Patterns that are left out</source>
   <translation>Muster, die ausgelassen werden</translation>
  </message>
  <message>
   <source>This holds a line break or another mark that no name has; remove it.</source>
   <translation>Das enthält einen Zeilenumbruch oder ein anderes Zeichen, das kein Name hat; entferne es.</translation>
  </message>
  <message>
   <source>This is left out already.</source>
   <translation>Das wird schon ausgelassen.</translation>
  </message>
  <message>
   <source>This is too long for a name; shorten it.</source>
   <translation>Das ist zu lang für einen Namen; kürze es.</translation>
  </message>
  <message>
   <source>This would leave out every song; add a part of the name.</source>
   <translation>Das ließe jedes Lied aus; füge einen Teil des Namens hinzu.</translation>
  </message>
  <message>
   <source>Type a name or a path first.</source>
   <translation>Gib erst einen Namen oder Pfad ein.</translation>
  </message>
 </context>
 <context>
  <name>PlanePicker</name>
  <message>
   <source>Click, or use the arrow keys; with Shift far, with Ctrl a little.</source>
   <translation>Klick oder nimm die Pfeiltasten; mit Umschalt weit, mit Strg ein wenig.</translation>
  </message>
  <message>
   <source>No place chosen yet.</source>
   <translation>Noch kein Ort gewählt.</translation>
  </message>
  <message>
   <source>Plane of feeling</source>
   <translation>Fläche der Gefühle</translation>
  </message>
 </context>
 <context>
  <name>PlaybackController</name>
  <message>
   <source>This song's file is not there at the moment.</source>
   <translation>Die Datei dieses Lieds ist gerade nicht da.</translation>
  </message>
 </context>
 <context>
  <name>Player</name>
  <message>
   <source>This song cannot be played here (%1).</source>
   <translation>Dieses Lied kann hier nicht abgespielt werden (%1).</translation>
  </message>
 </context>
 <context>
  <name>PlayerBar</name>
  <message>
   <source>Double-click a song to hear it</source>
   <translation>Doppelklick auf ein Lied, um es zu hören</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>Abspielen</translation>
  </message>
  <message>
   <source>Play or pause</source>
   <translation>Abspielen oder anhalten</translation>
  </message>
  <message>
   <source>Position in the song</source>
   <translation>Stelle im Lied</translation>
  </message>
 </context>
 <context>
  <name>PlaylistController</name>
  <message>
   <source>%1 saved as playlist “%2”.</source>
   <translation>%1 als Wiedergabeliste „%2“ gespeichert.</translation>
  </message>
  <message>
   <source>Other playlists (*.pls *.xspf)</source>
   <translation>Andere Playlists (*.pls *.xspf)</translation>
  </message>
  <message>
   <source>Playlists (*.m3u8)</source>
   <translation>Wiedergabelisten (*.m3u8)</translation>
  </message>
  <message>
   <source>Save as playlist</source>
   <translation>Als Wiedergabeliste speichern</translation>
  </message>
  <message>
   <source>Serato crates (*.crate)</source>
   <translation>Serato-Crates (*.crate)</translation>
  </message>
  <message>
   <source>Traktor collections (*.nml)</source>
   <translation>Traktor-Sammlungen (*.nml)</translation>
  </message>
  <message>
   <source>rekordbox collections (*.xml)</source>
   <translation>rekordbox-Sammlungen (*.xml)</translation>
  </message>
 </context>
 <context>
  <name>PowerController</name>
  <message>
   <source>Go on anyway</source>
   <translation>Trotzdem weiter</translation>
  </message>
  <message>
   <source>Never wait</source>
   <translation>Nie warten</translation>
  </message>
  <message>
   <source>The scan waits, as this computer runs on its battery. It goes on by itself when it is plugged in.</source>
   <translation>Der Durchgang wartet, weil dieser Rechner mit Akku läuft. Am Netz geht er von selbst weiter.</translation>
  </message>
 </context>
 <context>
  <name>PrecisionController</name>
  <message numerus="yes">
   <source>%Ln mood(s)</source>
   <translation>
    <numerusform>%Ln Stimmung</numerusform>
    <numerusform>%Ln Stimmungen</numerusform>
   </translation>
  </message>
  <message>
   <source>Confident moods are now right at least %1 times in 10; %2 can be.</source>
   <translation>Sichere Stimmungen stimmen jetzt mindestens %1-mal von 10; %2 können es sein.</translation>
  </message>
 </context>
 <context>
  <name>PrecisionDialog</name>
  <message>
   <source>%1 (usual)</source>
   <translation>%1 (üblich)</translation>
  </message>
  <message>
   <source>%1 moods can be confident</source>
   <translation>%1 Stimmungen können sicher sein</translation>
  </message>
  <message>
   <source>%1 of %2</source>
   <translation>%1 von %2</translation>
  </message>
  <message>
   <source>%1 times in 10</source>
   <translation>%1-mal von 10</translation>
  </message>
  <message numerus="yes">
   <source>%Ln song(s) have one</source>
   <translation>
    <numerusform>%Ln Lied hat eine</numerusform>
    <numerusform>%Ln Lieder haben eine</numerusform>
   </translation>
  </message>
  <message>
   <source>Core moods that can be confident</source>
   <translation>Kernstimmungen, die sicher sein können</translation>
  </message>
  <message>
   <source>Counting…</source>
   <translation>Wird gezählt…</translation>
  </message>
  <message>
   <source>How sure is confident</source>
   <translation>Wie sicher ist sicher</translation>
  </message>
  <message>
   <source>Moods that reach it</source>
   <translation>Stimmungen, die es erreichen</translation>
  </message>
  <message>
   <source>Right at least</source>
   <translation>Stimmt mindestens</translation>
  </message>
  <message>
   <source>Songs with a confident mood</source>
   <translation>Lieder mit einer sicheren Stimmung</translation>
  </message>
  <message>
   <source>Songs with one</source>
   <translation>Lieder mit einer</translation>
  </message>
  <message>
   <source>The higher you choose, the fewer moods are proposed. Those that the network cannot hear so surely are not proposed at all; accept them by hand. What you have decided, and your files, stay as they are.</source>
   <translation>Je höher du wählst, desto weniger Stimmungen werden vorgeschlagen. Was das Netz nicht so sicher hört, wird gar nicht vorgeschlagen; nimm es von Hand an. Was du entschieden hast, und deine Dateien, bleiben, wie sie sind.</translation>
  </message>
  <message>
   <source>moodtagger proposes only moods that it is confident of. How often are they to be right? It was measured on songs that the network had not heard before.</source>
   <translation>moodtagger schlägt nur Stimmungen vor, deren es sich sicher ist. Wie oft sollen sie stimmen? Gemessen an Liedern, die das Netz vorher nicht gehört hatte.</translation>
  </message>
 </context>
 <context>
  <name>PreviewDialog</name>
  <message>
   <source>%1 in %2 will change</source>
   <translation>Zu ändern: %1 in %2</translation>
  </message>
  <message numerus="yes">
   <source>%Ln file(s) stay as they are.</source>
   <translation>
    <numerusform>%Ln Datei bleibt, wie sie ist.</numerusform>
    <numerusform>%Ln Dateien bleiben, wie sie sind.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln frame(s)</source>
   <translation>
    <numerusform>%Ln Frame</numerusform>
    <numerusform>%Ln Frames</numerusform>
   </translation>
  </message>
  <message>
   <source>&amp;Copy as text</source>
   <translation>Als Text &amp;kopieren</translation>
  </message>
  <message>
   <source>&amp;Write</source>
   <translation>&amp;Schreiben</translation>
  </message>
  <message>
   <source>&amp;Write %1</source>
   <translation>%1 &amp;schreiben</translation>
  </message>
  <message>
   <source>Accept some moods first; only accepted moods are written.</source>
   <translation>Nimm erst einige Stimmungen an; nur angenommene werden geschrieben.</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Check &amp;all</source>
   <translation>&amp;Alle ankreuzen</translation>
  </message>
  <message>
   <source>Check &amp;none</source>
   <translation>&amp;Keine ankreuzen</translation>
  </message>
  <message>
   <source>Nothing is written yet.</source>
   <translation>Noch ist nichts geschrieben.</translation>
  </message>
  <message>
   <source>Nothing would change</source>
   <translation>Nichts würde sich ändern</translation>
  </message>
  <message>
   <source>Reading %1 of %2</source>
   <translation>Liest %1 von %2</translation>
  </message>
  <message>
   <source>Reading the files' tags…</source>
   <translation>Die Tags der Dateien werden gelesen…</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>That did not work</source>
   <translation>Das ging nicht</translation>
  </message>
  <message>
   <source>The sound is never touched, and every change can be undone.</source>
   <translation>Der Ton wird nie angerührt, und jede Änderung lässt sich zurücknehmen.</translation>
  </message>
  <message>
   <source>Write moods into files</source>
   <translation>Stimmungen in Dateien schreiben</translation>
  </message>
  <message>
   <source>Writing %1 of %2</source>
   <translation>Schreibt %1 von %2</translation>
  </message>
 </context>
 <context>
  <name>ProblemPage</name>
  <message>
   <source>&amp;Put back a copy</source>
   <translation>Eine Kopie &amp;zurückspielen</translation>
  </message>
  <message>
   <source>Start a &amp;new library…</source>
   <translation>&amp;Neue Bibliothek anlegen…</translation>
  </message>
  <message>
   <source>The library could not be opened</source>
   <translation>Die Bibliothek ließ sich nicht öffnen</translation>
  </message>
  <message>
   <source>Try &amp;again</source>
   <translation>Noch &amp;einmal versuchen</translation>
  </message>
 </context>
 <context>
  <name>QuadrantChip</name>
  <message>
   <source>%1, by you</source>
   <translation>%1, von dir</translation>
  </message>
  <message>
   <source>Quadrant: %1</source>
   <translation>Quadrant: %1</translation>
  </message>
  <message>
   <source>The likeliest quadrant of the plane and its probability</source>
   <translation>Der wahrscheinlichste Quadrant der Fläche und seine Wahrscheinlichkeit</translation>
  </message>
  <message>
   <source>Where you hear the song</source>
   <translation>Wo du das Lied hörst</translation>
  </message>
 </context>
 <context>
  <name>ReanalysisController</name>
  <message>
   <source>%1 away or changed (the next scan looks there)</source>
   <translation>%1 nicht da oder geändert (der nächste Durchgang sieht nach)</translation>
  </message>
  <message>
   <source>%1 failed (what was heard before is kept)</source>
   <translation>%1 fehlgeschlagen (was vorher gehört wurde, bleibt)</translation>
  </message>
  <message>
   <source>%1 heard anew</source>
   <translation>%1 neu gehört</translation>
  </message>
  <message>
   <source>All songs were heard by the network in use.</source>
   <translation>Alle Lieder wurden von dem Netz gehört, das jetzt hört.</translation>
  </message>
  <message>
   <source>Another network is in use now. It hears your songs anew (%1) while nothing else is to do; until then you see what the one before heard.</source>
   <translation>Jetzt hört ein anderes Netz. Es hört deine Lieder neu (%1), wenn sonst nichts zu tun ist; bis dahin siehst du, was das vorige gehört hat.</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>Fertig</translation>
  </message>
  <message>
   <source>Hear songs of an older network &amp;anew</source>
   <translation>Lieder eines älteren Netzes &amp;neu hören</translation>
  </message>
  <message>
   <source>Hearing anew: %1</source>
   <translation>Neu hören: %1</translation>
  </message>
  <message>
   <source>Not now</source>
   <translation>Jetzt nicht</translation>
  </message>
  <message>
   <source>Songs that only an older network has heard; it goes on where it was</source>
   <translation>Lieder, die nur ein älteres Netz gehört hat; es geht weiter, wo es war</translation>
  </message>
  <message>
   <source>Stopped</source>
   <translation>Angehalten</translation>
  </message>
 </context>
 <context>
  <name>ResultsModel</name>
  <message>
   <source>Artist</source>
   <translation>Interpret</translation>
  </message>
  <message>
   <source>BPM</source>
   <translation>BPM</translation>
  </message>
  <message>
   <source>Beats a minute: from the file's tags, or as heard</source>
   <translation>Schläge je Minute: aus den Tags der Datei oder wie gehört</translation>
  </message>
  <message>
   <source>Title</source>
   <translation>Titel</translation>
  </message>
  <message>
   <source>Why</source>
   <translation>Warum</translation>
  </message>
  <message>
   <source>unknown</source>
   <translation>unbekannt</translation>
  </message>
 </context>
 <context>
  <name>ResultsTable</name>
  <message>
   <source>Songs like these</source>
   <translation>Lieder wie diese</translation>
  </message>
 </context>
 <context>
  <name>ReviewController</name>
  <message numerus="yes">
   <source>%Ln mood(s)</source>
   <translation>
    <numerusform>%Ln Stimmung</numerusform>
    <numerusform>%Ln Stimmungen</numerusform>
   </translation>
  </message>
  <message>
   <source>Accepted for “%1”: %2</source>
   <translation>Angenommen für „%1“: %2</translation>
  </message>
  <message>
   <source>Go to the re&amp;view</source>
   <translation>Zur Durchsi&amp;cht</translation>
  </message>
  <message>
   <source>No mood is proposed for this song: 1 to 9 accept one, E finds any.</source>
   <translation>Für dieses Lied ist keine Stimmung vorgeschlagen: 1 bis 9 nehmen eine an, E findet jede.</translation>
  </message>
  <message>
   <source>No shown song waits for a decision.
Choose other songs above, or “All songs” on the left.</source>
   <translation>Kein gezeigtes Lied wartet auf eine Entscheidung.
Wähle oben andere Lieder oder links „Alle Lieder“.</translation>
  </message>
  <message>
   <source>No song meets the filters on the left.</source>
   <translation>Kein Lied passt zu den Filtern links.</translation>
  </message>
  <message>
   <source>No songs yet.
Open a folder of music, or drop one here.</source>
   <translation>Noch keine Lieder.
Öffne einen Ordner mit Musik oder zieh einen hierher.</translation>
  </message>
  <message>
   <source>None of the shown songs is of this kind.
Choose other songs above.</source>
   <translation>Keines der gezeigten Lieder ist von dieser Art.
Wähle oben andere Lieder.</translation>
  </message>
  <message>
   <source>Open again for “%1”: %2</source>
   <translation>Wieder offen für „%1“: %2</translation>
  </message>
  <message>
   <source>Re&amp;view the selected songs</source>
   <translation>Gewählte Lieder &amp;durchsehen</translation>
  </message>
  <message>
   <source>Rejected for “%1”: %2</source>
   <translation>Abgelehnt für „%1“: %2</translation>
  </message>
  <message>
   <source>Review</source>
   <translation>Durchsicht</translation>
  </message>
  <message>
   <source>Taken back for “%1”: %2</source>
   <translation>Zurückgenommen für „%1“: %2</translation>
  </message>
  <message>
   <source>Taken back: %1</source>
   <translation>Zurückgenommen: %1</translation>
  </message>
  <message>
   <source>This is the first song.</source>
   <translation>Das ist das erste Lied.</translation>
  </message>
  <message>
   <source>This was the last song.</source>
   <translation>Das war das letzte Lied.</translation>
  </message>
 </context>
 <context>
  <name>ReviewPage</name>
  <message>
   <source>%1 of %2</source>
   <translation>%1 von %2</translation>
  </message>
  <message>
   <source>%1 or %2</source>
   <translation>%1 oder %2</translation>
  </message>
  <message>
   <source>A accepts the moods of this song, R rejects them, 1 to 9 turn single ones, N and P go to the next and the previous song, Space plays, E finds any mood, U takes the last step back.</source>
   <translation>A nimmt die Stimmungen dieses Lieds an, R lehnt sie ab, 1 bis 9 schalten einzelne um, N und P gehen zum nächsten und zum vorigen Lied, die Leertaste spielt, E findet jede Stimmung, U nimmt den letzten Schritt zurück.</translation>
  </message>
  <message>
   <source>Accept above</source>
   <translation>Annehmen ab</translation>
  </message>
  <message>
   <source>Accept all</source>
   <translation>Alle annehmen</translation>
  </message>
  <message>
   <source>All songs that were heard</source>
   <translation>Alle gehörten Lieder</translation>
  </message>
  <message>
   <source>Back to all shown songs</source>
   <translation>Zurück zu allen gezeigten Liedern</translation>
  </message>
  <message>
   <source>How far the review is</source>
   <translation>Wie weit die Durchsicht ist</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>No songs yet.
Open a folder of music, or try the demo songs.</source>
   <translation>Noch keine Lieder.
Öffne einen Ordner mit Musik oder probier die Beispiellieder aus.</translation>
  </message>
  <message>
   <source>Of the songs that the filters on the left leave</source>
   <translation>Von den Liedern, die die Filter links übrig lassen</translation>
  </message>
  <message>
   <source>Other mood</source>
   <translation>Andere Stimmung</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>Abspielen</translation>
  </message>
  <message>
   <source>Previous</source>
   <translation>Zurück</translation>
  </message>
  <message>
   <source>Reject all</source>
   <translation>Alle ablehnen</translation>
  </message>
  <message>
   <source>Review</source>
   <translation>Durchsicht</translation>
  </message>
  <message>
   <source>Songs that wait for a decision</source>
   <translation>Lieder ohne Entscheidung</translation>
  </message>
  <message>
   <source>Songs without a confident mood</source>
   <translation>Lieder ohne sichere Stimmung</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Zurücknehmen</translation>
  </message>
  <message>
   <source>Which songs to go through</source>
   <translation>Welche Lieder durchgesehen werden</translation>
  </message>
 </context>
 <context>
  <name>Runner</name>
  <message>
   <source>Nothing was changed by this step; please try it again.</source>
   <translation>Dieser Schritt hat nichts geändert; bitte versuch ihn noch einmal.</translation>
  </message>
  <message>
   <source>Something went wrong inside moodtagger (%1).</source>
   <translation>In moodtagger ging etwas schief (%1).</translation>
  </message>
 </context>
 <context>
  <name>ScanController</name>
  <message>
   <source>%1 failed</source>
   <translation>%1 fehlgeschlagen</translation>
  </message>
  <message>
   <source>%1 found</source>
   <translation>%1 gefunden</translation>
  </message>
  <message>
   <source>%1 newly heard</source>
   <translation>%1 neu gehört</translation>
  </message>
  <message>
   <source>%1 no longer there (their results are kept)</source>
   <translation>%1 nicht mehr da (ihre Ergebnisse bleiben)</translation>
  </message>
  <message numerus="yes">
   <source>%Ln file(s) left out</source>
   <translation>
    <numerusform>%Ln Datei ausgelassen</numerusform>
    <numerusform>%Ln Dateien ausgelassen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln folder(s) and file(s)</source>
   <translation>
    <numerusform>%Ln Ordner oder Datei</numerusform>
    <numerusform>%Ln Ordner und Dateien</numerusform>
   </translation>
  </message>
  <message>
   <source>Files that could not be heard</source>
   <translation>Dateien, die nicht gehört werden konnten</translation>
  </message>
  <message>
   <source>Files that were left out</source>
   <translation>Ausgelassene Dateien</translation>
  </message>
  <message>
   <source>Go on</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Looking for songs…</source>
   <translation>Lieder werden gesucht…</translation>
  </message>
  <message>
   <source>Scan finished</source>
   <translation>Durchgang fertig</translation>
  </message>
  <message>
   <source>Scan of %1</source>
   <translation>Durchgang: %1</translation>
  </message>
  <message>
   <source>Scan stopped</source>
   <translation>Durchgang abgebrochen</translation>
  </message>
  <message>
   <source>Show left out</source>
   <translation>Ausgelassene anzeigen</translation>
  </message>
  <message>
   <source>Show why</source>
   <translation>Gründe zeigen</translation>
  </message>
  <message>
   <source>These are not taken for songs. Nothing was changed in them.</source>
   <translation>Diese gelten nicht als Lieder. An ihnen wurde nichts geändert.</translation>
  </message>
  <message>
   <source>These files were left as they are. The other songs are done.</source>
   <translation>Diese Dateien blieben, wie sie sind. Die anderen Lieder sind fertig.</translation>
  </message>
  <message>
   <source>This comes next, after the scan that is under way.</source>
   <translation>Das kommt als Nächstes, nach dem laufenden Durchgang.</translation>
  </message>
 </context>
 <context>
  <name>SeekBarColorButton</name>
  <message>
   <source>Quadrant</source>
   <translation>Quadrant</translation>
  </message>
  <message>
   <source>Seek bar shows: %1</source>
   <translation>Die Zeitleiste zeigt: %1</translation>
  </message>
  <message>
   <source>What the seek bar shows over time</source>
   <translation>Was die Zeitleiste über die Zeit zeigt</translation>
  </message>
 </context>
 <context>
  <name>SelectionSummary</name>
  <message>
   <source>%1 in all</source>
   <translation>%1 insgesamt</translation>
  </message>
  <message numerus="yes">
   <source>%Ln song(s) selected</source>
   <translation>
    <numerusform>%Ln Lied gewählt</numerusform>
    <numerusform>%Ln Lieder gewählt</numerusform>
   </translation>
  </message>
  <message>
   <source>Accept all confident moods (%1)</source>
   <translation>Alle sicheren Stimmungen annehmen (%1)</translation>
  </message>
  <message>
   <source>Mean arousal %1, %2</source>
   <translation>Mittlere Aktivierung %1, %2</translation>
  </message>
  <message>
   <source>Mean valence %1, %2</source>
   <translation>Mittlere Valenz %1, %2</translation>
  </message>
  <message>
   <source>Most frequent moods: %1</source>
   <translation>Häufigste Stimmungen: %1</translation>
  </message>
  <message>
   <source>None of them was heard yet.</source>
   <translation>Noch keines davon wurde gehört.</translation>
  </message>
 </context>
 <context>
  <name>SetController</name>
  <message>
   <source>%1 to %2: the keys clash.</source>
   <translation>%1 zu %2: Die Tonarten passen nicht.</translation>
  </message>
  <message>
   <source>%1 to %2: the tempo changes too much, and the keys clash.</source>
   <translation>%1 zu %2: Das Tempo ändert sich zu stark, und die Tonarten passen nicht.</translation>
  </message>
  <message>
   <source>%1 to %2: the tempo changes too much.</source>
   <translation>%1 zu %2: Das Tempo ändert sich zu stark.</translation>
  </message>
  <message numerus="yes">
   <source>%n more transitions do not fit.</source>
   <translation>
    <numerusform>%n weiterer Übergang passt nicht.</numerusform>
    <numerusform>%n weitere Übergänge passen nicht.</numerusform>
   </translation>
  </message>
  <message>
   <source>Building the set…</source>
   <translation>Set wird zusammengestellt …</translation>
  </message>
  <message>
   <source>Drag the dotted line to draw how energetic the set should be over time, then build a set from your analyzed songs.</source>
   <translation>Mit der gepunkteten Linie den Energieverlauf zeichnen, dann ein Set aus den analysierten Titeln erstellen.</translation>
  </message>
  <message>
   <source>Go to the &amp;set</source>
   <translation>Zum &amp;Set</translation>
  </message>
  <message>
   <source>Set</source>
   <translation>Set</translation>
  </message>
 </context>
 <context>
  <name>SetModel</name>
  <message>
   <source>Artist</source>
   <translation>Interpret</translation>
  </message>
  <message>
   <source>BPM</source>
   <translation>BPM</translation>
  </message>
  <message>
   <source>Change</source>
   <translation>Änderung</translation>
  </message>
  <message>
   <source>Energy</source>
   <translation>Energie</translation>
  </message>
  <message>
   <source>Key</source>
   <translation>Tonart</translation>
  </message>
  <message>
   <source>Length</source>
   <translation>Länge</translation>
  </message>
  <message>
   <source>Locked</source>
   <translation>Fixiert</translation>
  </message>
  <message>
   <source>Not locked</source>
   <translation>Nicht fixiert</translation>
  </message>
  <message>
   <source>Starts at</source>
   <translation>Beginn</translation>
  </message>
  <message>
   <source>Title</source>
   <translation>Titel</translation>
  </message>
  <message>
   <source>Transition</source>
   <translation>Übergang</translation>
  </message>
  <message>
   <source>clash</source>
   <translation>unpassend</translation>
  </message>
  <message>
   <source>energy boost</source>
   <translation>Energieschub</translation>
  </message>
  <message>
   <source>neighbor</source>
   <translation>Nachbar</translation>
  </message>
  <message>
   <source>relative</source>
   <translation>parallel</translation>
  </message>
  <message>
   <source>same</source>
   <translation>gleich</translation>
  </message>
 </context>
 <context>
  <name>SetPage</name>
  <message>
   <source>Any number per artist</source>
   <translation>Beliebig viele pro Interpret</translation>
  </message>
  <message>
   <source>Build only from songs that match the current filter</source>
   <translation>Nur Titel verwenden, die dem aktuellen Filter entsprechen</translation>
  </message>
  <message>
   <source>Build set</source>
   <translation>Set erstellen</translation>
  </message>
  <message>
   <source>Build up</source>
   <translation>Aufbauend</translation>
  </message>
  <message>
   <source>Cool down</source>
   <translation>Ausklingend</translation>
  </message>
  <message>
   <source>Energy over time</source>
   <translation>Energie im Verlauf</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Exportieren …</translation>
  </message>
  <message>
   <source>Greatest change of tempo</source>
   <translation>Größte Tempoänderung</translation>
  </message>
  <message>
   <source>Include half and double tempo</source>
   <translation>Halbes und doppeltes Tempo einbeziehen</translation>
  </message>
  <message>
   <source>Keep the selected songs at their steps when rebuilding</source>
   <translation>Die ausgewählten Titel beim Neuerstellen an ihrer Stelle lassen</translation>
  </message>
  <message>
   <source>Keys: any</source>
   <translation>Tonarten: beliebig</translation>
  </message>
  <message>
   <source>Keys: loose</source>
   <translation>Tonarten: locker</translation>
  </message>
  <message>
   <source>Keys: strict</source>
   <translation>Tonarten: streng</translation>
  </message>
  <message>
   <source>Length of the set</source>
   <translation>Länge des Sets</translation>
  </message>
  <message>
   <source>Lock</source>
   <translation>Fixieren</translation>
  </message>
  <message>
   <source>Max. per artist: </source>
   <translation>Max. pro Interpret: </translation>
  </message>
  <message>
   <source>No set yet</source>
   <translation>Noch kein Set</translation>
  </message>
  <message>
   <source>Only shown songs</source>
   <translation>Nur angezeigte Titel</translation>
  </message>
  <message>
   <source>Own curve</source>
   <translation>Eigener Verlauf</translation>
  </message>
  <message>
   <source>Peak late</source>
   <translation>Höhepunkt spät</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Reverse</source>
   <translation>Umkehren</translation>
  </message>
  <message>
   <source>Songs of one artist</source>
   <translation>Titel eines Interpreten</translation>
  </message>
  <message>
   <source>Songs that fit at the selected step</source>
   <translation>Titel, die an der ausgewählten Stelle passen</translation>
  </message>
  <message>
   <source>Steady</source>
   <translation>Gleichmäßig</translation>
  </message>
  <message>
   <source>Swap for…</source>
   <translation>Tauschen gegen …</translation>
  </message>
  <message>
   <source>Undo change</source>
   <translation>Änderung rückgängig</translation>
  </message>
  <message>
   <source>Unit of the length</source>
   <translation>Einheit der Länge</translation>
  </message>
  <message>
   <source>Waves</source>
   <translation>Wellen</translation>
  </message>
  <message>
   <source>Which keys may follow each other</source>
   <translation>Welche Tonarten aufeinander folgen dürfen</translation>
  </message>
  <message>
   <source>minutes</source>
   <translation>Minuten</translation>
  </message>
  <message>
   <source>songs</source>
   <translation>Titel</translation>
  </message>
  <message>
   <source>Δ BPM ≤ </source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SetTable</name>
  <message>
   <source>Songs of the set</source>
   <translation>Titel des Sets</translation>
  </message>
 </context>
 <context>
  <name>SettingsController</name>
  <message>
   <source>Folders, moods, writing, colours and language</source>
   <translation>Ordner, Stimmungen, Schreiben, Farben und Sprache</translation>
  </message>
  <message>
   <source>Make the folder of the settings writable.</source>
   <translation>Mach den Ordner der Einstellungen beschreibbar.</translation>
  </message>
  <message>
   <source>Se&amp;ttings</source>
   <translation>&amp;Einstellungen</translation>
  </message>
  <message>
   <source>The settings hold for now but cannot be kept: %1.</source>
   <translation>Die Einstellungen gelten jetzt, lassen sich aber nicht speichern: %1.</translation>
  </message>
 </context>
 <context>
  <name>SettingsDialog</name>
  <message>
   <source>&amp;Close</source>
   <translation>&amp;Schließen</translation>
  </message>
  <message>
   <source>Pages of the settings</source>
   <translation>Seiten der Einstellungen</translation>
  </message>
  <message>
   <source>Reset this page to its &amp;defaults</source>
   <translation>Diese Seite auf die &amp;Vorgaben zurücksetzen</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Take the reset &amp;back</source>
   <translation>Zurücksetzen &amp;rückgängig machen</translation>
  </message>
 </context>
 <context>
  <name>ShortcutsDialog</name>
  <message>
   <source>1 to 9</source>
   <translation>1 bis 9</translation>
  </message>
  <message>
   <source>A, R</source>
   <translation>A, R</translation>
  </message>
  <message>
   <source>Arrow keys</source>
   <translation>Pfeiltasten</translation>
  </message>
  <message>
   <source>B</source>
   <translation>B</translation>
  </message>
  <message>
   <source>Ctrl+arrows, +, -, 0</source>
   <translation>Strg+Pfeile, +, -, 0</translation>
  </message>
  <message>
   <source>Differences: keep mine, take the network's</source>
   <translation>Unterschiede: meines behalten, das des Netzes nehmen</translation>
  </message>
  <message>
   <source>E</source>
   <translation>E</translation>
  </message>
  <message>
   <source>Enter or Space</source>
   <translation>Eingabe oder Leertaste</translation>
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>Tastenkürzel</translation>
  </message>
  <message>
   <source>Keys</source>
   <translation>Tasten</translation>
  </message>
  <message>
   <source>M, T</source>
   <translation>M, T</translation>
  </message>
  <message>
   <source>Map: move, nearer, further, the whole</source>
   <translation>Karte: verschieben, näher, weiter, die ganze</translation>
  </message>
  <message>
   <source>Map: play the song</source>
   <translation>Karte: das Lied abspielen</translation>
  </message>
  <message>
   <source>Map: rectangle, lasso, or move by hand</source>
   <translation>Karte: Rechteck, Lasso oder von Hand verschieben</translation>
  </message>
  <message>
   <source>Map: walk to the nearest song</source>
   <translation>Karte: zum nächsten Lied gehen</translation>
  </message>
  <message>
   <source>Map: zoom to the selection, and back</source>
   <translation>Karte: auf die Auswahl zoomen, und zurück</translation>
  </message>
  <message>
   <source>N or J, P or K</source>
   <translation>N oder J, P oder K</translation>
  </message>
  <message>
   <source>Preview: take a file out or in</source>
   <translation>Vorschau: eine Datei aus- oder einschließen</translation>
  </message>
  <message>
   <source>R, L, H</source>
   <translation>R, L, H</translation>
  </message>
  <message>
   <source>Review, differences: play, take back</source>
   <translation>Durchsicht, Unterschiede: abspielen, zurücknehmen</translation>
  </message>
  <message>
   <source>Review: accept all above a confidence</source>
   <translation>Durchsicht: alle ab einer Sicherheit annehmen</translation>
  </message>
  <message>
   <source>Review: accept all, reject all</source>
   <translation>Durchsicht: alle annehmen, alle ablehnen</translation>
  </message>
  <message>
   <source>Review: accept, reject or reopen one mood</source>
   <translation>Durchsicht: eine Stimmung annehmen, ablehnen oder wieder öffnen</translation>
  </message>
  <message>
   <source>Review: find any mood</source>
   <translation>Durchsicht: jede Stimmung finden</translation>
  </message>
  <message>
   <source>Review: next and previous song</source>
   <translation>Durchsicht: nächstes und voriges Lied</translation>
  </message>
  <message>
   <source>Sounds different: move the place</source>
   <translation>Klingt anders: den Ort verschieben</translation>
  </message>
  <message>
   <source>Space</source>
   <translation>Leertaste</translation>
  </message>
  <message>
   <source>Space, U</source>
   <translation>Leertaste, U</translation>
  </message>
  <message>
   <source>Table: play the song</source>
   <translation>Tabelle: das Lied abspielen</translation>
  </message>
  <message>
   <source>What</source>
   <translation>Was</translation>
  </message>
  <message>
   <source>Z, Backspace</source>
   <translation>Z, Rücktaste</translation>
  </message>
 </context>
 <context>
  <name>Sidebar</name>
  <message>
   <source>%1 finds by: %2</source>
   <translation>%1 sucht nach: %2</translation>
  </message>
  <message>
   <source>&amp;Remove folder…</source>
   <translation>Ordner &amp;entfernen…</translation>
  </message>
  <message>
   <source>-word leaves out, a | b is one of both, quotes keep words together.</source>
   <translation>-Wort schließt aus, a | b ist eines von beiden, Anführungszeichen halten Wörter zusammen.</translation>
  </message>
  <message>
   <source>Filters</source>
   <translation>Filter</translation>
  </message>
  <message>
   <source>Search songs</source>
   <translation>Lieder suchen</translation>
  </message>
  <message>
   <source>Words from title, artist, album, genre, moods or file name, and fields:</source>
   <translation>Wörter aus Titel, Interpret, Album, Genre, Stimmungen oder Dateiname, und Felder:</translation>
  </message>
 </context>
 <context>
  <name>SidebarModel</name>
  <message>
   <source>All songs</source>
   <translation>Alle Lieder</translation>
  </message>
  <message>
   <source>Corrected by you</source>
   <translation>Von dir berichtigt</translation>
  </message>
  <message>
   <source>Duplicates</source>
   <translation>Duplikate</translation>
  </message>
  <message>
   <source>Folders</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>Library</source>
   <translation>Bibliothek</translation>
  </message>
  <message>
   <source>Moods</source>
   <translation>Stimmungen</translation>
  </message>
  <message>
   <source>Never suggested</source>
   <translation>Nie vorgeschlagen</translation>
  </message>
  <message>
   <source>Quadrants</source>
   <translation>Quadranten</translation>
  </message>
  <message>
   <source>The model is not right often enough with these moods to suggest them. You can accept them by hand.</source>
   <translation>Das Modell liegt bei diesen Stimmungen nicht oft genug richtig, um sie vorzuschlagen. Du kannst sie von Hand annehmen.</translation>
  </message>
 </context>
 <context>
  <name>SimilarSongsController</name>
  <message>
   <source>Alike</source>
   <translation>Ähnlich</translation>
  </message>
  <message>
   <source>Compared by what %1 heard, until all songs are heard anew.</source>
   <translation>Verglichen nach dem, was %1 gehört hat, bis alle Lieder neu gehört sind.</translation>
  </message>
  <message>
   <source>Go to songs ali&amp;ke</source>
   <translation>Zu ähnl&amp;ichen Liedern</translation>
  </message>
  <message>
   <source>Left out: %1 whose tempo is not known.</source>
   <translation>Ausgelassen, weil das Tempo nicht bekannt ist: %1.</translation>
  </message>
  <message>
   <source>More &amp;like this</source>
   <translation>&amp;Mehr davon</translation>
  </message>
  <message>
   <source>Not compared: %1 that only another network has heard.</source>
   <translation>Nicht verglichen, da nur von einem anderen Netz gehört: %1.</translation>
  </message>
  <message>
   <source>Out of %1.</source>
   <translation>Durchsucht: %1.</translation>
  </message>
  <message>
   <source>Select exactly two songs: where the way begins and where it ends.</source>
   <translation>Wähle genau zwei Lieder: wo der Weg beginnt und wo er endet.</translation>
  </message>
  <message>
   <source>Show the songs most like the selected ones</source>
   <translation>Die Lieder zeigen, die den gewählten am ähnlichsten sind</translation>
  </message>
  <message>
   <source>Songs that lead step by step from one selected song to the other</source>
   <translation>Lieder, die Schritt für Schritt vom einen gewählten Lied zum anderen führen</translation>
  </message>
  <message>
   <source>The same recording is %1.</source>
   <translation>Dieselbe Aufnahme ist %1.</translation>
  </message>
  <message>
   <source>Way from one song to another</source>
   <translation>Weg von einem Lied zum anderen</translation>
  </message>
  <message>
   <source>Your library has no more songs for this way than %1.</source>
   <translation>Deine Bibliothek hat für diesen Weg nicht mehr als %1.</translation>
  </message>
 </context>
 <context>
  <name>SimilarSongsList</name>
  <message>
   <source>Songs that feel alike</source>
   <translation>Lieder, die sich ähnlich anfühlen</translation>
  </message>
 </context>
 <context>
  <name>SimilarSongsModel</name>
  <message>
   <source>Distance %1</source>
   <translation>Abstand %1</translation>
  </message>
 </context>
 <context>
  <name>SimilarSongsPage</name>
  <message>
   <source>&amp;Like the selected songs</source>
   <translation>&amp;Wie die gewählten Lieder</translation>
  </message>
  <message>
   <source>&amp;Turn round</source>
   <translation>&amp;Umdrehen</translation>
  </message>
  <message>
   <source>A way from one to the other</source>
   <translation>Ein Weg dazwischen</translation>
  </message>
  <message>
   <source>Ask about the songs that are selected now (Ctrl+L)</source>
   <translation>Nach den jetzt gewählten Liedern fragen (Strg+L)</translation>
  </message>
  <message>
   <source>From %1 to %2</source>
   <translation>Von %1 bis %2</translation>
  </message>
  <message>
   <source>From the other song to this one</source>
   <translation>Vom anderen Lied zu diesem</translation>
  </message>
  <message>
   <source>Like %1</source>
   <translation>Wie %1</translation>
  </message>
  <message>
   <source>Like %1 and %2</source>
   <translation>Wie %1 und %2</translation>
  </message>
  <message>
   <source>Like %1 and %2 more</source>
   <translation>Wie %1 und %2 weitere</translation>
  </message>
  <message>
   <source>Like the file “%1”, which is not in your library</source>
   <translation>Wie die Datei „%1“, die nicht in deiner Bibliothek ist</translation>
  </message>
  <message>
   <source>Looking through your songs…</source>
   <translation>Deine Lieder werden durchgesehen…</translation>
  </message>
  <message>
   <source>More like this</source>
   <translation>Mehr davon</translation>
  </message>
  <message>
   <source>No song meets these limits.
Widen the range of tempo, or allow more songs of an artist or album.</source>
   <translation>Kein Lied erfüllt diese Grenzen.
Erweitere den Bereich des Tempos oder lass mehr Lieder je Interpret oder Album zu.</translation>
  </message>
  <message>
   <source>Play the file</source>
   <translation>Die Datei abspielen</translation>
  </message>
  <message>
   <source>Save as pla&amp;ylist…</source>
   <translation>Als &amp;Wiedergabeliste speichern…</translation>
  </message>
  <message>
   <source>Select all &amp;found</source>
   <translation>Alle &amp;gefundenen wählen</translation>
  </message>
  <message>
   <source>Select one song or several, then choose “Like the selected songs” (Ctrl+L).
Or drop a file into the window: it stays outside your library.</source>
   <translation>Wähle ein Lied oder mehrere, dann „Wie die gewählten Lieder“ (Strg+L).
Oder zieh eine Datei in das Fenster: Sie bleibt außerhalb deiner Bibliothek.</translation>
  </message>
  <message>
   <source>Songs like both</source>
   <translation>Lieder wie beide</translation>
  </message>
  <message>
   <source>Songs on the way, both ends included</source>
   <translation>Lieder auf dem Weg, beide Enden mitgezählt</translation>
  </message>
  <message>
   <source>What to look for</source>
   <translation>Wonach gesucht wird</translation>
  </message>
 </context>
 <context>
  <name>SongCard</name>
  <message>
   <source>Mood in the file: %1</source>
   <translation>Stimmung in der Datei: %1</translation>
  </message>
  <message>
   <source>No mood was heard in this song.</source>
   <translation>In diesem Lied wurde keine Stimmung gehört.</translation>
  </message>
 </context>
 <context>
  <name>SongHeader</name>
  <message>
   <source>Arousal</source>
   <translation>Aktivierung</translation>
  </message>
  <message>
   <source>Mood in the file: %1</source>
   <translation>Stimmung in der Datei: %1</translation>
  </message>
  <message>
   <source>Valence</source>
   <translation>Valenz</translation>
  </message>
  <message>
   <source>What the network heard:</source>
   <translation>Was das Netz gehört hat:</translation>
  </message>
  <message>
   <source>heard by an older network</source>
   <translation>von einem älteren Netz gehört</translation>
  </message>
  <message>
   <source>three excerpts only</source>
   <translation>nur drei Ausschnitte</translation>
  </message>
 </context>
 <context>
  <name>SongPage</name>
  <message>
   <source>Feels alike</source>
   <translation>Fühlt sich ähnlich an</translation>
  </message>
  <message>
   <source>Looking for songs that feel alike…</source>
   <translation>Ähnliche Lieder werden gesucht…</translation>
  </message>
  <message>
   <source>Moods</source>
   <translation>Stimmungen</translation>
  </message>
  <message>
   <source>Over time</source>
   <translation>Über die Zeit</translation>
  </message>
  <message>
   <source>Reading…</source>
   <translation>Wird gelesen…</translation>
  </message>
  <message>
   <source>Spectrogram (kHz)</source>
   <translation>Spektrogramm (kHz)</translation>
  </message>
 </context>
 <context>
  <name>SongTableView</name>
  <message>
   <source>Arrow keys choose a song, Enter plays it, typing finds a title.</source>
   <translation>Pfeiltasten wählen ein Lied, Eingabe spielt es, Tippen findet einen Titel.</translation>
  </message>
  <message>
   <source>Columns</source>
   <translation>Spalten</translation>
  </message>
  <message>
   <source>No song meets this filter.
Clear the search or choose “All songs”.</source>
   <translation>Kein Lied passt zu diesem Filter.
Leere die Suche oder wähle „Alle Lieder“.</translation>
  </message>
  <message>
   <source>No songs yet.
Open a folder of music, or drop one here.</source>
   <translation>Noch keine Lieder.
Öffne einen Ordner mit Musik oder zieh einen hierher.</translation>
  </message>
  <message>
   <source>Songs</source>
   <translation>Lieder</translation>
  </message>
 </context>
 <context>
  <name>SpectrogramPlot</name>
  <message>
   <source>Loudness over time and frequency from 0 to 8 kHz. Arrow keys seek.</source>
   <translation>Lautstärke über Zeit und Frequenz von 0 bis 8 kHz. Pfeiltasten spulen.</translation>
  </message>
  <message>
   <source>Loudness over time and frequency; click to play from there</source>
   <translation>Lautstärke über Zeit und Frequenz; Klick, um von dort abzuspielen</translation>
  </message>
  <message>
   <source>No spectrogram for this song</source>
   <translation>Kein Spektrogramm für dieses Lied</translation>
  </message>
  <message>
   <source>Reading the file…</source>
   <translation>Die Datei wird gelesen…</translation>
  </message>
  <message>
   <source>Spectrogram</source>
   <translation>Spektrogramm</translation>
  </message>
 </context>
 <context>
  <name>TableController</name>
  <message>
   <source>%1 copied as text.</source>
   <translation>%1 als Text kopiert.</translation>
  </message>
  <message>
   <source>&amp;Copy songs as text</source>
   <translation>Lieder als Text &amp;kopieren</translation>
  </message>
  <message>
   <source>Choose which columns the table shows, and their order</source>
   <translation>Wählen, welche Spalten die Tabelle zeigt und in welcher Reihenfolge</translation>
  </message>
  <message>
   <source>Colu&amp;mns</source>
   <translation>S&amp;palten</translation>
  </message>
  <message>
   <source>Copy the selected songs as a table, with the columns that are shown</source>
   <translation>Die gewählten Lieder als Tabelle kopieren, mit den gezeigten Spalten</translation>
  </message>
  <message>
   <source>Save &amp;playlist of selected songs</source>
   <translation>&amp;Wiedergabeliste der gewählten Lieder speichern</translation>
  </message>
  <message>
   <source>Save all shown songs as a playlist, in the table's order</source>
   <translation>Alle angezeigten Titel in der Reihenfolge der Tabelle als Playlist speichern</translation>
  </message>
  <message>
   <source>Save playlist of &amp;shown songs</source>
   <translation>Wiedergabeliste der &amp;gezeigten Lieder speichern</translation>
  </message>
  <message>
   <source>Save the selected songs as a playlist, in the table's order</source>
   <translation>Die ausgewählten Titel in der Reihenfolge der Tabelle als Playlist speichern</translation>
  </message>
  <message>
   <source>Selected songs</source>
   <translation>Gewählte Lieder</translation>
  </message>
  <message>
   <source>Songs</source>
   <translation>Lieder</translation>
  </message>
  <message>
   <source>There is no song for a playlist: none of these files is there.</source>
   <translation>Es gibt kein Lied für eine Wiedergabeliste: Keine dieser Dateien ist da.</translation>
  </message>
 </context>
 <context>
  <name>TagConflictsController</name>
  <message numerus="yes">
   <source>%Ln likely mistake(s) among %1 with a mood word of their own</source>
   <translation>
    <numerusform>%Ln wahrscheinlicher Fehler (%1 mit eigenem Stimmungswort)</numerusform>
    <numerusform>%Ln wahrscheinliche Fehler (%1 mit eigenem Stimmungswort)</numerusform>
   </translation>
  </message>
  <message>
   <source>Comparing…</source>
   <translation>Wird verglichen…</translation>
  </message>
  <message>
   <source>Differences</source>
   <translation>Unterschiede</translation>
  </message>
  <message>
   <source>Go to the &amp;differences</source>
   <translation>Zu den &amp;Unterschieden</translation>
  </message>
  <message>
   <source>Kept yours in %1.</source>
   <translation>Für %1 deines behalten.</translation>
  </message>
  <message>
   <source>No song that was heard has a mood word of its own in its file.
Once there are some, those that sound quite different are listed here.</source>
   <translation>Kein gehörtes Lied hat ein eigenes Stimmungswort in seiner Datei.
Sobald es welche gibt, stehen hier die, die ganz anders klingen.</translation>
  </message>
  <message>
   <source>Not understood: %1</source>
   <translation>Nicht verstanden: %1</translation>
  </message>
  <message>
   <source>Taken back: %1</source>
   <translation>Zurückgenommen: %1</translation>
  </message>
  <message>
   <source>The files' own moods and the network agree, or you answered for all.</source>
   <translation>Die Stimmungen der Dateien und das Netz stimmen überein, oder du hast für alle entschieden.</translation>
  </message>
  <message>
   <source>Took the network's in %1.</source>
   <translation>Für %1 das des Netzes übernommen.</translation>
  </message>
  <message>
   <source>“%1” becomes %2.</source>
   <translation>„%1“ wird zu %2.</translation>
  </message>
  <message>
   <source>“%1” stays %2.</source>
   <translation>„%1“ bleibt %2.</translation>
  </message>
 </context>
 <context>
  <name>TagConflictsPage</name>
  <message>
   <source>Accept the network's moods; they replace the word when tags are written</source>
   <translation>Die Stimmungen des Netzes annehmen; sie ersetzen das Wort, wenn Tags geschrieben werden</translation>
  </message>
  <message>
   <source>Compare again</source>
   <translation>Neu vergleichen</translation>
  </message>
  <message>
   <source>Differences</source>
   <translation>Unterschiede</translation>
  </message>
  <message>
   <source>Hold all songs against their words anew</source>
   <translation>Alle Lieder neu mit ihren Wörtern vergleichen</translation>
  </message>
  <message>
   <source>Keep mine</source>
   <translation>Meines behalten</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>Abspielen</translation>
  </message>
  <message>
   <source>Songs that differ</source>
   <translation>Lieder, die sich unterscheiden</translation>
  </message>
  <message>
   <source>Take the network's</source>
   <translation>Das des Netzes nehmen</translation>
  </message>
  <message>
   <source>The word in the file is right; it is not asked about again</source>
   <translation>Das Wort in der Datei stimmt; danach wird nicht mehr gefragt</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Zurücknehmen</translation>
  </message>
 </context>
 <context>
  <name>TagReadingBox</name>
  <message>
   <source>Detect</source>
   <translation>Erkennen</translation>
  </message>
  <message>
   <source>For tags that do not say how their letters are encoded. No file is changed.</source>
   <translation>Für Tags, die nicht angeben, wie ihre Buchstaben codiert sind. Keine Datei wird geändert.</translation>
  </message>
  <message>
   <source>How to read</source>
   <translation>Lesen</translation>
  </message>
  <message>
   <source>Letters and digits cannot part moods. This is not used.</source>
   <translation>Buchstaben und Ziffern können Stimmungen nicht trennen. Dies wird nicht verwendet.</translation>
  </message>
  <message>
   <source>Parts moods that share one text, such as Happy/Sad. Spaces part these marks.</source>
   <translation>Trennt Stimmungen, die in einem Text stehen, wie Fröhlich/Traurig. Zwischen den Zeichen stehen Leerzeichen.</translation>
  </message>
  <message>
   <source>Separators of &amp;moods:</source>
   <translation>Trennzeichen der Sti&amp;mmungen:</translation>
  </message>
  <message>
   <source>Separators of moods</source>
   <translation>Trennzeichen der Stimmungen</translation>
  </message>
  <message>
   <source>Texts in &amp;old encodings:</source>
   <translation>Texte in alten &amp;Codierungen:</translation>
  </message>
  <message>
   <source>Texts in old encodings</source>
   <translation>Texte in alten Codierungen</translation>
  </message>
  <message>
   <source>Your own moods stay whole. The next scan reads the tags of all songs again.</source>
   <translation>Deine eigenen Stimmungen bleiben ganz. Der nächste Scan liest die Tags aller Lieder neu.</translation>
  </message>
 </context>
 <context>
  <name>TaggingController</name>
  <message>
   <source>%1 failed</source>
   <translation>%1 fehlgeschlagen</translation>
  </message>
  <message>
   <source>%1 unchanged</source>
   <translation>%1 unverändert</translation>
  </message>
  <message numerus="yes">
   <source>%Ln mood(s)</source>
   <translation>
    <numerusform>%Ln Stimmung</numerusform>
    <numerusform>%Ln Stimmungen</numerusform>
   </translation>
  </message>
  <message>
   <source>Accepted %1 in %2. Nothing is written into the files yet.</source>
   <translation>%1 für %2 angenommen. In die Dateien ist noch nichts geschrieben.</translation>
  </message>
  <message>
   <source>Files that were not written</source>
   <translation>Dateien, die nicht geschrieben wurden</translation>
  </message>
  <message>
   <source>History</source>
   <translation>Verlauf</translation>
  </message>
  <message>
   <source>Moods written into %1</source>
   <translation>Stimmungen in %1 geschrieben</translation>
  </message>
  <message>
   <source>Show why</source>
   <translation>Gründe zeigen</translation>
  </message>
  <message>
   <source>Stopped. </source>
   <translation>Abgebrochen. </translation>
  </message>
  <message>
   <source>Take back</source>
   <translation>Zurücknehmen</translation>
  </message>
  <message>
   <source>These files are as they were.</source>
   <translation>Diese Dateien sind, wie sie waren.</translation>
  </message>
  <message>
   <source>These songs have no confident moods that wait for a decision.</source>
   <translation>Diese Lieder haben keine sicheren Stimmungen, die auf eine Entscheidung warten.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Zurücknehmen</translation>
  </message>
  <message>
   <source>Write tags…</source>
   <translation>Tags schreiben…</translation>
  </message>
  <message>
   <source>Writing tags into %1</source>
   <translation>Tags in %1 schreiben</translation>
  </message>
 </context>
 <context>
  <name>UserPosition</name>
  <message>
   <source>Arousal %1, %2</source>
   <translation>Aktivierung %1, %2</translation>
  </message>
  <message>
   <source>Change…</source>
   <translation>Ändern…</translation>
  </message>
  <message>
   <source>Let the network's place count again</source>
   <translation>Wieder den Ort des Netzes gelten lassen</translation>
  </message>
  <message>
   <source>Say where you hear this song on the plane</source>
   <translation>Sagen, wo auf der Fläche du dieses Lied hörst</translation>
  </message>
  <message>
   <source>Sounds different to me…</source>
   <translation>Klingt für mich anders…</translation>
  </message>
  <message>
   <source>Take back</source>
   <translation>Zurücknehmen</translation>
  </message>
  <message>
   <source>Valence %1, %2</source>
   <translation>Valenz %1, %2</translation>
  </message>
 </context>
 <context>
  <name>ValenceArousalPlot</name>
  <message>
   <source>Arousal</source>
   <translation>Aktivierung</translation>
  </message>
  <message>
   <source>Click to play from there</source>
   <translation>Klick, um von dort abzuspielen</translation>
  </message>
  <message>
   <source>From valence %1, arousal %2 at the start to valence %3, arousal %4 at %5.</source>
   <translation>Von Valenz %1, Aktivierung %2 am Anfang zu Valenz %3, Aktivierung %4 bei %5.</translation>
  </message>
  <message>
   <source>Nothing was heard.</source>
   <translation>Nichts wurde gehört.</translation>
  </message>
  <message>
   <source>Valence</source>
   <translation>Valenz</translation>
  </message>
  <message>
   <source>Valence and arousal over time</source>
   <translation>Valenz und Aktivierung über die Zeit</translation>
  </message>
 </context>
 <context>
  <name>Views</name>
  <message>
   <source>Opening your library…</source>
   <translation>Deine Bibliothek wird geöffnet…</translation>
  </message>
  <message>
   <source>Songs</source>
   <translation>Lieder</translation>
  </message>
  <message>
   <source>This takes a moment when it holds many songs.</source>
   <translation>Das dauert einen Moment, wenn sie viele Lieder hat.</translation>
  </message>
 </context>
 <context>
  <name>WelcomePage</name>
  <message>
   <source>A folder can also be dropped here. The demo songs are twelve short pieces made for moodtagger; they are copied to a folder of their own, to try everything on.</source>
   <translation>Ein Ordner lässt sich auch hierher ziehen. Die Beispiellieder sind zwölf kurze Stücke, für moodtagger gemacht; sie werden in einen eigenen Ordner kopiert, um alles auszuprobieren.</translation>
  </message>
  <message>
   <source>Another moodtagger has this library open. Add folders there, or close it and open this window again.</source>
   <translation>Ein anderer moodtagger hat diese Bibliothek offen. Nimm Ordner dort auf, oder schließ ihn und öffne dieses Fenster noch einmal.</translation>
  </message>
  <message>
   <source>Choose a &amp;folder…</source>
   <translation>Einen &amp;Ordner wählen…</translation>
  </message>
  <message>
   <source>Every song in the folder you choose and below it. Each is listened to from beginning to end on this computer and becomes a point on a map of feeling. You can stop at any time and go on later.</source>
   <translation>Jedes Lied in dem Ordner, den du wählst, und darunter. Jedes wird auf diesem Rechner von Anfang bis Ende gehört und wird ein Punkt auf einer Karte der Gefühle. Du kannst jederzeit anhalten und später weitermachen.</translation>
  </message>
  <message>
   <source>Hear the mood of your music</source>
   <translation>Die Stimmung deiner Musik hören</translation>
  </message>
  <message>
   <source>Nothing is written into your files before you have seen the exact change and agreed to it, and every change can be undone.</source>
   <translation>Nichts wird in deine Dateien geschrieben, bevor du die genaue Änderung gesehen und ihr zugestimmt hast, und jede Änderung lässt sich zurücknehmen.</translation>
  </message>
  <message>
   <source>Results and decisions stay in moodtagger's own library on this computer. Nothing is sent anywhere.</source>
   <translation>Ergebnisse und Entscheidungen bleiben in moodtaggers eigener Bibliothek auf diesem Rechner. Nichts wird irgendwohin gesendet.</translation>
  </message>
  <message>
   <source>Try the &amp;demo songs</source>
   <translation>Die &amp;Beispiellieder ausprobieren</translation>
  </message>
  <message>
   <source>What is kept</source>
   <translation>Was behalten wird</translation>
  </message>
  <message>
   <source>What is read</source>
   <translation>Was gelesen wird</translation>
  </message>
  <message>
   <source>What is written</source>
   <translation>Was geschrieben wird</translation>
  </message>
 </context>
 <context>
  <name>WritePolicyBox</name>
  <message>
   <source>&amp;Date modified:</source>
   <translation>Änderungs&amp;datum:</translation>
  </message>
  <message>
   <source>&amp;Separator in ID3v2.3:</source>
   <translation>&amp;Trennzeichen in ID3v2.3:</translation>
  </message>
  <message>
   <source>&amp;Tempo (BPM):</source>
   <translation>&amp;Tempo (BPM):</translation>
  </message>
  <message>
   <source>A tempo that a file has is kept, unless it is to be replaced.</source>
   <translation>Ein Tempo, das eine Datei schon hat, bleibt, wenn es nicht ersetzt werden soll.</translation>
  </message>
  <message>
   <source>All players</source>
   <translation>Alle Player</translation>
  </message>
  <message>
   <source>As an integer</source>
   <translation>Als ganze Zahl</translation>
  </message>
  <message>
   <source>Date modified</source>
   <translation>Änderungsdatum</translation>
  </message>
  <message>
   <source>Do not write</source>
   <translation>Nicht schreiben</translation>
  </message>
  <message>
   <source>How to write</source>
   <translation>Wie geschrieben wird</translation>
  </message>
  <message>
   <source>Joins several moods where the file holds one text only (ID3v2.3).</source>
   <translation>Verbindet mehrere Stimmungen, wo die Datei nur einen Text hat (ID3v2.3).</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>Beibehalten</translation>
  </message>
  <message>
   <source>Keep them and add the new ones</source>
   <translation>Behalten und die neuen hinzufügen</translation>
  </message>
  <message>
   <source>Leave such files alone</source>
   <translation>Solche Dateien in Ruhe lassen</translation>
  </message>
  <message>
   <source>Moods a file already &amp;has:</source>
   <translation>Stimmungen, die eine Datei schon &amp;hat:</translation>
  </message>
  <message>
   <source>Moods a file already has</source>
   <translation>Stimmungen, die eine Datei schon hat</translation>
  </message>
  <message>
   <source>Navidrome, Kodi, MusicBee, foobar2000 and Mixxx read a file again when its date is new.</source>
   <translation>Navidrome, Kodi, MusicBee, foobar2000 und Mixxx lesen eine Datei neu, wenn ihr Datum neu ist.</translation>
  </message>
  <message>
   <source>Puts the moods where this player looks for them, in the form that it reads. For Rekordbox they stand behind the comment, for Mixxx behind the grouping too.</source>
   <translation>Schreibt die Stimmungen dorthin, wo dieser Player sie sucht, und in der Form, die er liest. Für Rekordbox stehen sie auch hinter dem Kommentar, für Mixxx auch hinter der Gruppierung.</translation>
  </message>
  <message>
   <source>Renew</source>
   <translation>Erneuern</translation>
  </message>
  <message>
   <source>Renew if the player finds changes by it</source>
   <translation>Erneuern, falls der Player es braucht</translation>
  </message>
  <message>
   <source>Replace them</source>
   <translation>Ersetzen</translation>
  </message>
  <message>
   <source>Separator in ID3v2.3</source>
   <translation>Trennzeichen in ID3v2.3</translation>
  </message>
  <message>
   <source>Tempo (BPM)</source>
   <translation>Tempo (BPM)</translation>
  </message>
  <message>
   <source>This cannot stand between two moods: it needs a mark such as ; or / and no letters or digits. “%1” is used until then.</source>
   <translation>Das kann nicht zwischen zwei Stimmungen stehen: Nötig ist ein Zeichen wie ; oder / ohne Buchstaben und Ziffern. Bis dahin gilt „%1“.</translation>
  </message>
  <message>
   <source>With two decimals</source>
   <translation>Mit zwei Nachkommastellen</translation>
  </message>
  <message>
   <source>Write &amp;energy level (1 to 10), as DJ programs read it</source>
   <translation>&amp;Energiestufe (1 bis 10) schreiben, wie DJ-Programme sie lesen</translation>
  </message>
  <message>
   <source>Write &amp;valence and arousal (0 to 1)</source>
   <translation>&amp;Valenz und Aktivierung (0 bis 1) schreiben</translation>
  </message>
  <message>
   <source>Write energy in front of the &amp;comment</source>
   <translation>Energie vor den &amp;Kommentar schreiben</translation>
  </message>
  <message>
   <source>Write the &amp;key, in the notation in which keys are shown</source>
   <translation>T&amp;onart schreiben, in der Schreibweise der Anzeige</translation>
  </message>
  <message>
   <source>Written &amp;for:</source>
   <translation>Geschrieben &amp;für:</translation>
  </message>
  <message>
   <source>Written for</source>
   <translation>Geschrieben für</translation>
  </message>
 </context>
 <context>
  <name>WritingPage</name>
  <message>
   <source>MP3 files keep the version of their tags: ID3v2.3 stays ID3v2.3, where several moods share one text. Files without tags get ID3v2.4, where each mood has a value of its own, or ID3v2.3 where the player they are written for wants that. All that else stands in a file stays byte for byte.</source>
   <translation>MP3-Dateien behalten die Version ihrer Tags: ID3v2.3 bleibt ID3v2.3, wo mehrere Stimmungen sich einen Text teilen. Dateien ohne Tags bekommen ID3v2.4, wo jede Stimmung einen eigenen Wert hat, oder ID3v2.3, wenn der Player, für den sie geschrieben werden, es so will. Alles, was sonst in einer Datei steht, bleibt Byte für Byte.</translation>
  </message>
  <message>
   <source>Nothing is written before you have seen the exact change of every file and agreed to it. These choices stand there too.</source>
   <translation>Nichts wird geschrieben, bevor du die genaue Änderung jeder Datei gesehen und ihr zugestimmt hast. Diese Wahl steht auch dort.</translation>
  </message>
  <message>
   <source>Reading tags</source>
   <translation>Tags lesen</translation>
  </message>
  <message>
   <source>Tags</source>
   <translation>Tags</translation>
  </message>
  <message>
   <source>Writing moods into files</source>
   <translation>Stimmungen in Dateien schreiben</translation>
  </message>
 </context>
 <context>
  <name>about</name>
  <message>
   <source>About moodtagger</source>
   <translation>Über moodtagger</translation>
  </message>
  <message>
   <source>Hears the mood of the songs in your music library and shows them on a map of feeling. Everything happens on this computer; your files are changed only where you agreed to the exact change.

Free software under the GNU General Public License, version 3 or later.</source>
   <translation>Hört die Stimmung der Lieder in deiner Musiksammlung und zeigt sie auf einer Karte der Gefühle. Alles geschieht auf diesem Rechner; deine Dateien werden nur geändert, wo du der genauen Änderung zugestimmt hast.

Freie Software unter der GNU General Public License, Version 3 oder neuer.</translation>
  </message>
 </context>
 <context>
  <name>code pages</name>
  <message>
   <source>Arabic (Windows-1256)</source>
   <translation>Arabisch (Windows-1256)</translation>
  </message>
  <message>
   <source>Baltic (Windows-1257)</source>
   <translation>Baltisch (Windows-1257)</translation>
  </message>
  <message>
   <source>Central European (Windows-1250)</source>
   <translation>Mitteleuropäisch (Windows-1250)</translation>
  </message>
  <message>
   <source>Cyrillic (KOI8-R)</source>
   <translation>Kyrillisch (KOI8-R)</translation>
  </message>
  <message>
   <source>Cyrillic (Windows-1251)</source>
   <translation>Kyrillisch (Windows-1251)</translation>
  </message>
  <message>
   <source>Greek (Windows-1253)</source>
   <translation>Griechisch (Windows-1253)</translation>
  </message>
  <message>
   <source>Hebrew (Windows-1255)</source>
   <translation>Hebräisch (Windows-1255)</translation>
  </message>
  <message>
   <source>Japanese (Shift-JIS)</source>
   <translation>Japanisch (Shift-JIS)</translation>
  </message>
  <message>
   <source>Korean (EUC-KR)</source>
   <translation>Koreanisch (EUC-KR)</translation>
  </message>
  <message>
   <source>Simplified Chinese (GBK)</source>
   <translation>Chinesisch, vereinfacht (GBK)</translation>
  </message>
  <message>
   <source>Thai (Windows-874)</source>
   <translation>Thai (Windows-874)</translation>
  </message>
  <message>
   <source>Traditional Chinese (Big5)</source>
   <translation>Chinesisch, traditionell (Big5)</translation>
  </message>
  <message>
   <source>Turkish (Windows-1254)</source>
   <translation>Türkisch (Windows-1254)</translation>
  </message>
  <message>
   <source>Vietnamese (Windows-1258)</source>
   <translation>Vietnamesisch (Windows-1258)</translation>
  </message>
  <message>
   <source>Western (Windows-1252)</source>
   <translation>Westlich (Windows-1252)</translation>
  </message>
 </context>
 <context>
  <name>correction</name>
  <message>
   <source>%1 (%2, %3)</source>
   <translation>%1 (%2, %3)</translation>
  </message>
  <message>
   <source>valence %1, arousal %2</source>
   <translation>Valenz %1, Aktivierung %2</translation>
  </message>
 </context>
 <context>
  <name>differences</name>
  <message>
   <source>%2 of your songs sound less “%1”, but it lies far on the map</source>
   <translation>%2 deiner Lieder klingen weniger nach „%1“, aber es liegt auf der Karte weit weg</translation>
  </message>
  <message>
   <source>Artist</source>
   <translation>Interpret</translation>
  </message>
  <message>
   <source>Hardly any of your songs sounds less “%1”</source>
   <translation>Kaum eines deiner Lieder klingt weniger nach „%1“</translation>
  </message>
  <message>
   <source>In the file</source>
   <translation>In der Datei</translation>
  </message>
  <message>
   <source>Only %2 of your songs sound less “%1”</source>
   <translation>Nur %2 deiner Lieder klingen weniger nach „%1“</translation>
  </message>
  <message>
   <source>The network hears</source>
   <translation>Das Netz hört</translation>
  </message>
  <message>
   <source>This song lies far from “%1” on the map</source>
   <translation>Dieses Lied liegt auf der Karte weit von „%1“</translation>
  </message>
  <message>
   <source>Title</source>
   <translation>Titel</translation>
  </message>
  <message>
   <source>Why</source>
   <translation>Warum</translation>
  </message>
 </context>
 <context>
  <name>history</name>
  <message>
   <source>%1 failed</source>
   <translation>%1 fehlgeschlagen</translation>
  </message>
  <message>
   <source>%1 of %2 undone</source>
   <translation>%1 von %2 zurückgenommen</translation>
  </message>
  <message>
   <source>%1 restored.</source>
   <translation>%1 wiederhergestellt.</translation>
  </message>
  <message>
   <source>%1 written again.</source>
   <translation>%1 wieder geschrieben.</translation>
  </message>
  <message numerus="yes">
   <source>%Ln file(s) were so already.</source>
   <translation>
    <numerusform>%Ln Datei war schon so.</numerusform>
    <numerusform>%Ln Dateien waren schon so.</numerusform>
   </translation>
  </message>
  <message>
   <source>Not changed:</source>
   <translation>Nicht geändert:</translation>
  </message>
  <message>
   <source>Stopped.</source>
   <translation>Abgebrochen.</translation>
  </message>
  <message>
   <source>Tags restored, but not every byte: %1 (changed since, or too large to keep).</source>
   <translation>Tags wiederhergestellt, aber nicht jedes Byte: %1 (seither geändert oder zu groß zum Aufheben).</translation>
  </message>
  <message>
   <source>changed since</source>
   <translation>seitdem geändert</translation>
  </message>
  <message>
   <source>failed</source>
   <translation>fehlgeschlagen</translation>
  </message>
  <message>
   <source>not finished</source>
   <translation>nicht fertig</translation>
  </message>
  <message>
   <source>partly undone</source>
   <translation>teils zurückgenommen</translation>
  </message>
  <message>
   <source>undone</source>
   <translation>zurückgenommen</translation>
  </message>
  <message>
   <source>written</source>
   <translation>geschrieben</translation>
  </message>
  <message>
   <source>… and %1 more.</source>
   <translation>… und %1 weitere.</translation>
  </message>
 </context>
 <context>
  <name>inspector</name>
  <message>
   <source>%1 kHz</source>
   <translation>%1 kHz</translation>
  </message>
  <message numerus="yes">
   <source>%Ln channel(s)</source>
   <translation>
    <numerusform>%Ln Kanal</numerusform>
    <numerusform>%Ln Kanäle</numerusform>
   </translation>
  </message>
  <message>
   <source>Connect its drive or put the file back. Nothing was deleted.</source>
   <translation>Schließ ihr Laufwerk an oder leg die Datei zurück. Nichts wurde gelöscht.</translation>
  </message>
  <message>
   <source>It gets no moods. If it is music, correct its mood.</source>
   <translation>Das bekommt keine Stimmungen. Ist es Musik, korrigiere seine Stimmung.</translation>
  </message>
  <message>
   <source>It is tried again as soon as the file changes.</source>
   <translation>Es wird wieder versucht, sobald sich die Datei ändert.</translation>
  </message>
  <message>
   <source>No mood can be told</source>
   <translation>Keine Stimmung lässt sich sagen</translation>
  </message>
  <message>
   <source>Not heard yet</source>
   <translation>Noch nicht gehört</translation>
  </message>
  <message>
   <source>Scan the library to hear this song.</source>
   <translation>Geh die Bibliothek durch, um dieses Lied zu hören.</translation>
  </message>
  <message>
   <source>Speech, not music</source>
   <translation>Sprache, keine Musik</translation>
  </message>
  <message>
   <source>The file is away</source>
   <translation>Die Datei ist nicht da</translation>
  </message>
  <message>
   <source>There is nothing to decide for this song.</source>
   <translation>Für dieses Lied gibt es nichts zu entscheiden.</translation>
  </message>
  <message>
   <source>This song could not be heard</source>
   <translation>Dieses Lied konnte nicht gehört werden</translation>
  </message>
  <message>
   <source>fairly certain</source>
   <translation>ziemlich sicher</translation>
  </message>
  <message>
   <source>mono</source>
   <translation>mono</translation>
  </message>
  <message>
   <source>neither calm nor energetic</source>
   <translation>weder ruhig noch energisch</translation>
  </message>
  <message>
   <source>neither pleasant nor unpleasant</source>
   <translation>weder angenehm noch unangenehm</translation>
  </message>
  <message>
   <source>quite certain</source>
   <translation>sehr sicher</translation>
  </message>
  <message>
   <source>rather calm</source>
   <translation>eher ruhig</translation>
  </message>
  <message>
   <source>rather energetic</source>
   <translation>eher energisch</translation>
  </message>
  <message>
   <source>rather pleasant</source>
   <translation>eher angenehm</translation>
  </message>
  <message>
   <source>rather unpleasant</source>
   <translation>eher unangenehm</translation>
  </message>
  <message>
   <source>stereo</source>
   <translation>stereo</translation>
  </message>
  <message>
   <source>uncertain</source>
   <translation>unsicher</translation>
  </message>
  <message>
   <source>very calm</source>
   <translation>sehr ruhig</translation>
  </message>
  <message>
   <source>very energetic</source>
   <translation>sehr energisch</translation>
  </message>
  <message>
   <source>very pleasant</source>
   <translation>sehr angenehm</translation>
  </message>
  <message>
   <source>very unpleasant</source>
   <translation>sehr unangenehm</translation>
  </message>
 </context>
 <context>
  <name>library</name>
  <message>
   <source>%1 %</source>
   <translation>%1 %</translation>
  </message>
  <message>
   <source>%1 (you)</source>
   <translation>%1 (du)</translation>
  </message>
  <message>
   <source>Accepted: %1</source>
   <translation>Angenommen: %1</translation>
  </message>
  <message>
   <source>Acousticness</source>
   <translation>Akustisch</translation>
  </message>
  <message>
   <source>Added</source>
   <translation>Hinzugefügt</translation>
  </message>
  <message>
   <source>Album</source>
   <translation>Album</translation>
  </message>
  <message>
   <source>Album artist</source>
   <translation>Albuminterpret</translation>
  </message>
  <message>
   <source>Angry</source>
   <translation>Wütend</translation>
  </message>
  <message>
   <source>Arousal</source>
   <translation>Aktivierung</translation>
  </message>
  <message>
   <source>Artist</source>
   <translation>Interpret</translation>
  </message>
  <message>
   <source>BPM</source>
   <translation>BPM</translation>
  </message>
  <message>
   <source>Beats per minute by the file's tags, else as heard (≈).</source>
   <translation>Schläge je Minute nach den Tags der Datei, sonst wie gehört (≈).</translation>
  </message>
  <message>
   <source>Confidence</source>
   <translation>Sicherheit</translation>
  </message>
  <message>
   <source>Danceability</source>
   <translation>Tanzbarkeit</translation>
  </message>
  <message>
   <source>Decided, not written</source>
   <translation>Noch zu schreiben</translation>
  </message>
  <message>
   <source>Detected key</source>
   <translation>Erkannte Tonart</translation>
  </message>
  <message>
   <source>Detected: %1</source>
   <translation>Erkannt: %1</translation>
  </message>
  <message>
   <source>Disc</source>
   <translation>CD</translation>
  </message>
  <message>
   <source>Energy</source>
   <translation>Energie</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>Fehlgeschlagen</translation>
  </message>
  <message>
   <source>File is away</source>
   <translation>Datei nicht da</translation>
  </message>
  <message>
   <source>Genre</source>
   <translation>Genre</translation>
  </message>
  <message>
   <source>Happy</source>
   <translation>Fröhlich</translation>
  </message>
  <message>
   <source>Heard by an older network, not yet anew.</source>
   <translation>Von einem älteren Netz gehört, noch nicht neu.</translation>
  </message>
  <message>
   <source>Heard; the file's tags give no tempo.</source>
   <translation>Gehört; die Tags der Datei nennen kein Tempo.</translation>
  </message>
  <message>
   <source>How acoustic it sounds: 0 electronic or amplified, 1 acoustic.</source>
   <translation>Wie akustisch es klingt: 0 elektronisch oder verstärkt, 1 akustisch.</translation>
  </message>
  <message>
   <source>How likely it has no voice, from 0 to 1.</source>
   <translation>Wie wahrscheinlich es ohne Gesang ist, von 0 bis 1.</translation>
  </message>
  <message>
   <source>How likely it was recorded in front of an audience, from 0 to 1.</source>
   <translation>Wie wahrscheinlich es vor Publikum aufgenommen wurde, von 0 bis 1.</translation>
  </message>
  <message>
   <source>How long the song is.</source>
   <translation>Wie lang das Lied ist.</translation>
  </message>
  <message>
   <source>How much is spoken or rapped, from 0 to 1.</source>
   <translation>Wie viel gesprochen oder gerappt wird, von 0 bis 1.</translation>
  </message>
  <message>
   <source>How pleasant the song feels: −1 sad or tense, 1 pleasant.</source>
   <translation>Wie angenehm sich das Lied anfühlt: −1 traurig oder angespannt, 1 angenehm.</translation>
  </message>
  <message>
   <source>How stirred the song feels: −1 calm, 1 energetic.</source>
   <translation>Wie aufgeregt sich das Lied anfühlt: −1 ruhig, 1 energisch.</translation>
  </message>
  <message>
   <source>How well one can dance to it, from 0 to 1.</source>
   <translation>Wie gut man dazu tanzen kann, von 0 bis 1.</translation>
  </message>
  <message>
   <source>Ignored tempo tag: “%1”</source>
   <translation>Tempo-Tag „%1“ wird nicht beachtet</translation>
  </message>
  <message>
   <source>In the file: “%1”</source>
   <translation>In der Datei: „%1“</translation>
  </message>
  <message>
   <source>Instrumental</source>
   <translation>Instrumental</translation>
  </message>
  <message>
   <source>Key</source>
   <translation>Tonart</translation>
  </message>
  <message>
   <source>Length</source>
   <translation>Länge</translation>
  </message>
  <message>
   <source>Likely: %1</source>
   <translation>Wahrscheinlich: %1</translation>
  </message>
  <message>
   <source>Liveness</source>
   <translation>Live</translation>
  </message>
  <message>
   <source>Mood in file</source>
   <translation>In der Datei</translation>
  </message>
  <message>
   <source>Moods</source>
   <translation>Stimmungen</translation>
  </message>
  <message>
   <source>Moods proposed for the song, and what you decided.</source>
   <translation>Für das Lied vorgeschlagene Stimmungen und was du entschieden hast.</translation>
  </message>
  <message>
   <source>Needs review</source>
   <translation>Durchzusehen</translation>
  </message>
  <message>
   <source>No clear mood</source>
   <translation>Keine eindeutige Stimmung</translation>
  </message>
  <message>
   <source>Not heard yet</source>
   <translation>Noch nicht gehört</translation>
  </message>
  <message>
   <source>Rejected: %1</source>
   <translation>Abgelehnt: %1</translation>
  </message>
  <message>
   <source>Relaxed</source>
   <translation>Entspannt</translation>
  </message>
  <message>
   <source>Sad</source>
   <translation>Traurig</translation>
  </message>
  <message>
   <source>Speech, not music</source>
   <translation>Sprache, keine Musik</translation>
  </message>
  <message>
   <source>Speechiness</source>
   <translation>Sprechanteil</translation>
  </message>
  <message>
   <source>State</source>
   <translation>Stand</translation>
  </message>
  <message>
   <source>Suggested: %1</source>
   <translation>Vorgeschlagen: %1</translation>
  </message>
  <message>
   <source>The album as the file's tags name it.</source>
   <translation>Das Album, wie die Tags der Datei es nennen.</translation>
  </message>
  <message>
   <source>The arousal on a DJ's scale: 1 calm, 10 energetic.</source>
   <translation>Die Aktivierung auf der Skala der DJs: 1 ruhig, 10 energisch.</translation>
  </message>
  <message>
   <source>The artist as the file's tags name them.</source>
   <translation>Der Interpret, wie die Tags der Datei ihn nennen.</translation>
  </message>
  <message>
   <source>The artist of the whole album.</source>
   <translation>Der Interpret des ganzen Albums.</translation>
  </message>
  <message>
   <source>The genre as the file's tags name it.</source>
   <translation>Das Genre, wie die Tags der Datei es nennen.</translation>
  </message>
  <message>
   <source>The likeliest quadrant and how probable it is, or the one you chose.</source>
   <translation>Der wahrscheinlichste Quadrant und wie wahrscheinlich er ist, oder der von dir gewählte.</translation>
  </message>
  <message>
   <source>The mood that the file's own tags hold already.</source>
   <translation>Die Stimmung, die schon in den Tags der Datei steht.</translation>
  </message>
  <message>
   <source>The musical key by the file's tags, else as detected (≈).</source>
   <translation>Die Tonart laut den Tags der Datei, sonst die erkannte (≈).</translation>
  </message>
  <message>
   <source>The musical key that the analysis found.</source>
   <translation>Die Tonart, die die Analyse gefunden hat.</translation>
  </message>
  <message>
   <source>The network has not heard it.</source>
   <translation>Das Netz hat es nicht gehört.</translation>
  </message>
  <message>
   <source>The network heard valence %1, arousal %2 (%3).</source>
   <translation>Das Netz hörte Valenz %1, Aktivierung %2 (%3).</translation>
  </message>
  <message>
   <source>The number of the disc in a set of several.</source>
   <translation>Die Nummer der CD, wenn das Album mehrere hat.</translation>
  </message>
  <message>
   <source>The song's number on its album or disc.</source>
   <translation>Die Nummer des Titels auf Album oder CD.</translation>
  </message>
  <message>
   <source>The title, or the file's name where there is none.</source>
   <translation>Der Titel, oder der Name der Datei, wo keiner ist.</translation>
  </message>
  <message>
   <source>The year that the file's tags give.</source>
   <translation>Das Jahr laut den Tags der Datei.</translation>
  </message>
  <message>
   <source>Title</source>
   <translation>Titel</translation>
  </message>
  <message>
   <source>Track</source>
   <translation>Titelnummer</translation>
  </message>
  <message>
   <source>Valence</source>
   <translation>Valenz</translation>
  </message>
  <message>
   <source>When the song was added to the library.</source>
   <translation>Wann der Titel in die Bibliothek kam.</translation>
  </message>
  <message>
   <source>Where the song stands on its way to a written tag.</source>
   <translation>Wo das Lied auf seinem Weg zum geschriebenen Tag steht.</translation>
  </message>
  <message>
   <source>Written</source>
   <translation>Geschrieben</translation>
  </message>
  <message>
   <source>Year</source>
   <translation>Jahr</translation>
  </message>
  <message>
   <source>You put it at valence %1, arousal %2 (%3).</source>
   <translation>Du setzt es auf Valenz %1, Aktivierung %2 (%3).</translation>
  </message>
  <message>
   <source>none</source>
   <translation>keine</translation>
  </message>
 </context>
 <context>
  <name>messages</name>
  <message>
   <source>A CUE sheet divides the file of this song. Its tags are for all of it, so none are written.</source>
   <translation>Ein CUE-Sheet teilt die Datei dieses Songs. Ihre Tags gelten für die ganze Datei, darum werden keine geschrieben.</translation>
  </message>
  <message>
   <source>A decoder crashed on this file, or did not come to an end with it. It is probably damaged; try to play it elsewhere.</source>
   <translation>Ein Dekoder ist an dieser Datei abgestürzt oder kam mit ihr zu keinem Ende. Sie ist wohl beschädigt; versuch, sie anderswo abzuspielen.</translation>
  </message>
  <message>
   <source>A network's name has at most {length} letters, digits, blanks, dots, hyphens and underscores, and begins with a letter or a digit.</source>
   <translation>Der Name eines Netzes hat höchstens {length} Buchstaben, Ziffern, Leerzeichen, Punkte, Binde- und Unterstriche und beginnt mit einem Buchstaben oder einer Ziffer.</translation>
  </message>
  <message>
   <source>A playlist within a playlist is not followed.</source>
   <translation>Einer Wiedergabeliste in einer Wiedergabeliste wird nicht gefolgt.</translation>
  </message>
  <message>
   <source>A song of its CUE sheet would begin behind its end, so this file stays one song.</source>
   <translation>Ein Lied des zugehörigen CUE-Sheets würde hinter dem Ende beginnen; die Datei bleibt ein einziges Lied.</translation>
  </message>
  <message>
   <source>A tag of this file is absurdly large.</source>
   <translation>Ein Tag dieser Datei ist unsinnig groß.</translation>
  </message>
  <message>
   <source>A value is missing after {text}</source>
   <translation>Nach {text} fehlt ein Wert</translation>
  </message>
  <message>
   <source>A word or a field is missing here.</source>
   <translation>Hier fehlt ein Wort oder ein Feld.</translation>
  </message>
  <message>
   <source>A write of this song was interrupted, and its old form still lies beside it.</source>
   <translation>Ein Schreiben dieses Lieds wurde unterbrochen, und seine alte Fassung liegt noch daneben.</translation>
  </message>
  <message>
   <source>ASF objects do not fill the header</source>
   <translation>ASF-Objekte füllen den Kopf nicht</translation>
  </message>
  <message>
   <source>An example is {example}.</source>
   <translation>Ein Beispiel: {example}.</translation>
  </message>
  <message>
   <source>Another moodtagger (process {number}) is using this library.</source>
   <translation>Ein anderer moodtagger (Prozess {number}) benutzt diese Bibliothek.</translation>
  </message>
  <message>
   <source>Another moodtagger is using this library.</source>
   <translation>Ein anderer moodtagger benutzt diese Bibliothek.</translation>
  </message>
  <message>
   <source>Another program changed or exchanged this file while it was read.</source>
   <translation>Ein anderes Programm hat diese Datei beim Lesen geändert oder ausgetauscht.</translation>
  </message>
  <message>
   <source>Another program changed the file while its tags were being written.</source>
   <translation>Ein anderes Programm hat die Datei geändert, während ihre Tags geschrieben wurden.</translation>
  </message>
  <message>
   <source>Another program has changed its tags since the program stopped; they were left so.</source>
   <translation>Ein anderes Programm hat ihre Tags geändert, seit das Programm endete; sie blieben so.</translation>
  </message>
  <message>
   <source>Another program has changed the file since it was looked at.</source>
   <translation>Ein anderes Programm hat die Datei geändert, seit sie angesehen wurde.</translation>
  </message>
  <message>
   <source>Another program keeps the library locked.</source>
   <translation>Ein anderes Programm hält die Bibliothek gesperrt.</translation>
  </message>
  <message>
   <source>Change its permissions and scan again.</source>
   <translation>Ändere ihre Rechte und geh die Bibliothek noch einmal durch.</translation>
  </message>
  <message>
   <source>Change the permissions of the file and the folder it lies in.</source>
   <translation>Ändere die Rechte der Datei und des Ordners, in dem sie liegt.</translation>
  </message>
  <message>
   <source>Change the permissions, or take away its write protection.</source>
   <translation>Ändere die Rechte oder nimm den Schreibschutz weg.</translation>
  </message>
  <message>
   <source>Character {position}: {problem}</source>
   <translation>Zeichen {position}: {problem}</translation>
  </message>
  <message>
   <source>Check the disk that holds it; what was kept before is not changed.</source>
   <translation>Prüf ihren Datenträger; was vorher behalten wurde, ist unverändert.</translation>
  </message>
  <message>
   <source>Check the drive and its cable; keep a copy.</source>
   <translation>Prüf das Laufwerk und sein Kabel; bewahr eine Kopie auf.</translation>
  </message>
  <message>
   <source>Check the drive and scan again.</source>
   <translation>Prüf das Laufwerk und geh die Bibliothek noch einmal durch.</translation>
  </message>
  <message>
   <source>Check the permissions of its folder and try again.</source>
   <translation>Die Rechte des Ordners prüfen und es noch einmal versuchen.</translation>
  </message>
  <message>
   <source>Choose a file that “Export decisions” wrote.</source>
   <translation>Wähle eine Datei, die mit „Entscheidungen exportieren“ geschrieben wurde.</translation>
  </message>
  <message>
   <source>Choose a song.</source>
   <translation>Wähle ein Lied.</translation>
  </message>
  <message>
   <source>Choose another name.</source>
   <translation>Wähle einen anderen Namen.</translation>
  </message>
  <message>
   <source>Choose another place for the library.</source>
   <translation>Wähle einen anderen Ort für die Bibliothek.</translation>
  </message>
  <message>
   <source>Choose another place.</source>
   <translation>Wähle einen anderen Ort.</translation>
  </message>
  <message>
   <source>Choose another playlist.</source>
   <translation>Wähle eine andere Wiedergabeliste.</translation>
  </message>
  <message>
   <source>Choose that model, or export them again with this one.</source>
   <translation>Wähle dieses Modell, oder exportiere sie mit dem aktuellen noch einmal.</translation>
  </message>
  <message>
   <source>Choose up to 60 printable characters.</source>
   <translation>Wähle höchstens 60 druckbare Zeichen.</translation>
  </message>
  <message>
   <source>Clean the file up with a tag editor.</source>
   <translation>Räum die Datei mit einem Tag-Editor auf.</translation>
  </message>
  <message>
   <source>Close it and try again.</source>
   <translation>Schließ es und versuch es noch einmal.</translation>
  </message>
  <message>
   <source>Close it to make changes here.</source>
   <translation>Schließ ihn, um hier etwas zu ändern.</translation>
  </message>
  <message>
   <source>Close the other moodtagger and open it again.</source>
   <translation>Schließ den anderen moodtagger und öffne sie noch einmal.</translation>
  </message>
  <message>
   <source>Connect speakers or headphones and press play again.</source>
   <translation>Schließ Lautsprecher oder Kopfhörer an und drück noch einmal auf Abspielen.</translation>
  </message>
  <message>
   <source>Convert it to FLAC to tag it.</source>
   <translation>Wandle sie in FLAC um, um sie zu taggen.</translation>
  </message>
  <message>
   <source>Convert it to FLAC: ffmpeg -i song{suffix} song.flac</source>
   <translation>Wandle sie in FLAC um: ffmpeg -i song{suffix} song.flac</translation>
  </message>
  <message>
   <source>Convert it to another format to tag it.</source>
   <translation>Wandle sie in ein anderes Format um, um sie zu taggen.</translation>
  </message>
  <message>
   <source>Delete the link.</source>
   <translation>Lösch die Verknüpfung.</translation>
  </message>
  <message>
   <source>Export it from the DJ program again.</source>
   <translation>Die Datei aus dem DJ-Programm neu exportieren.</translation>
  </message>
  <message>
   <source>Free some memory or raise its limits, then try again.</source>
   <translation>Gib Speicher frei oder erhöhe seine Grenzen, dann versuche es noch einmal.</translation>
  </message>
  <message>
   <source>Free some space (as much as the song) and try again.</source>
   <translation>Mach Platz (so viel wie das Lied) und versuch es noch einmal.</translation>
  </message>
  <message>
   <source>Free some space and try again.</source>
   <translation>Mach Platz und versuch es noch einmal.</translation>
  </message>
  <message>
   <source>Get a fresh copy of it, or remove it.</source>
   <translation>Besorg eine frische Kopie oder entferne sie.</translation>
  </message>
  <message>
   <source>Get a fresh copy of it.</source>
   <translation>Besorge sie dir neu.</translation>
  </message>
  <message>
   <source>Get the song anew; then its tags can be written.</source>
   <translation>Besorg das Lied neu; dann lassen sich seine Tags schreiben.</translation>
  </message>
  <message>
   <source>Give the folder the name of its card.</source>
   <translation>Gib dem Ordner den Namen seiner Karte.</translation>
  </message>
  <message>
   <source>ID3v2.{version} is not a known version</source>
   <translation>ID3v2.{version} ist keine bekannte Version</translation>
  </message>
  <message>
   <source>If it is music, convert it to FLAC, MP3, Ogg, Opus or M4A to tag it.</source>
   <translation>Wenn es Musik ist, wandle sie in FLAC, MP3, Ogg, Opus oder M4A um, um sie zu taggen.</translation>
  </message>
  <message>
   <source>Install it with: pip install "moodtagger[train]"</source>
   <translation>Installation mit: pip install "moodtagger[train]"</translation>
  </message>
  <message>
   <source>Install moodtagger again, or choose another network.</source>
   <translation>Installiere moodtagger neu oder wähle ein anderes Netz.</translation>
  </message>
  <message>
   <source>Install moodtagger again, or open a folder of your own.</source>
   <translation>Installiere moodtagger neu oder öffne einen eigenen Ordner.</translation>
  </message>
  <message>
   <source>It already has moods and was left alone.</source>
   <translation>Sie hat schon Stimmungen und wurde in Ruhe gelassen.</translation>
  </message>
  <message>
   <source>It already holds everything that was accepted.</source>
   <translation>Sie enthält schon alles, was angenommen wurde.</translation>
  </message>
  <message>
   <source>It has changed since it was chosen; `moodtagger models use` checks it again.</source>
   <translation>Es hat sich geändert, seit es gewählt wurde; `moodtagger models use` prüft es neu.</translation>
  </message>
  <message>
   <source>It is a folder, not a song.</source>
   <translation>Es ist ein Ordner, kein Lied.</translation>
  </message>
  <message>
   <source>It is another name of a file that is written already.</source>
   <translation>Das ist ein anderer Name einer Datei, die schon geschrieben wird.</translation>
  </message>
  <message>
   <source>It is not a file that can be read.</source>
   <translation>Es ist keine Datei, die sich lesen lässt.</translation>
  </message>
  <message>
   <source>It is probably damaged, or its drive does not answer.</source>
   <translation>Wahrscheinlich ist sie beschädigt, oder ihr Laufwerk antwortet nicht.</translation>
  </message>
  <message>
   <source>Its card calls it “{name}”, which is not its folder's name.</source>
   <translation>Seine Karte nennt es „{name}“, anders als sein Ordner heißt.</translation>
  </message>
  <message>
   <source>Its sound is cut off, and players would go on in the tags behind it.</source>
   <translation>Der Ton ist abgeschnitten, und Player würden in den Tags dahinter weiterspielen.</translation>
  </message>
  <message>
   <source>Its tags had been written completely before the program stopped.</source>
   <translation>Ihre Tags waren ganz geschrieben, bevor das Programm endete.</translation>
  </message>
  <message>
   <source>Its tags had not been written yet when the program stopped; the file is as it was.</source>
   <translation>Ihre Tags waren noch nicht geschrieben, als das Programm endete; die Datei ist, wie sie war.</translation>
  </message>
  <message>
   <source>Its tags were being put back when the program stopped; the history shows them as found.</source>
   <translation>Ihre Tags wurden gerade zurückgesetzt, als das Programm endete; der Verlauf zeigt sie, wie sie vorgefunden wurden.</translation>
  </message>
  <message>
   <source>Its tags were being written when the program stopped; now: {error}</source>
   <translation>Ihre Tags wurden gerade geschrieben, als das Programm endete; jetzt: {error}</translation>
  </message>
  <message>
   <source>Keep that file: the next start of moodtagger puts it back.</source>
   <translation>Behalte diese Datei: Der nächste Start von moodtagger setzt sie zurück.</translation>
  </message>
  <message>
   <source>Look at it again, then write again.</source>
   <translation>Sieh sie noch einmal an, dann schreib noch einmal.</translation>
  </message>
  <message>
   <source>Make some room and try again.</source>
   <translation>Mach Platz und versuch es noch einmal.</translation>
  </message>
  <message>
   <source>Make the settings writable, then choose again.</source>
   <translation>Mach die Einstellungen beschreibbar, dann wähle noch einmal.</translation>
  </message>
  <message>
   <source>Menu entries are made on Linux only.</source>
   <translation>Menüeinträge gibt es nur unter Linux.</translation>
  </message>
  <message>
   <source>Moods are not written into AU files, which hold only a remark and no tags.</source>
   <translation>In AU-Dateien werden keine Stimmungen geschrieben, denn sie enthalten nur eine Bemerkung und keine Tags.</translation>
  </message>
  <message>
   <source>Moods are not written into CAF files: hardly any program reads tags of them.</source>
   <translation>In CAF-Dateien werden keine Stimmungen geschrieben: Kaum ein Programm liest deren Tags.</translation>
  </message>
  <message>
   <source>Moods are not written into Matroska and WebM files: longer tags would move what their index finds by its position.</source>
   <translation>In Matroska- und WebM-Dateien werden keine Stimmungen geschrieben: Längere Tags würden verschieben, was ihr Index nach der Position findet.</translation>
  </message>
  <message>
   <source>Moods are not written into RF64 and RIFX files: moodtagger cannot rebuild their sizes safely.</source>
   <translation>In RF64- und RIFX-Dateien werden keine Stimmungen geschrieben: moodtagger kann deren Größenangaben nicht sicher neu schreiben.</translation>
  </message>
  <message>
   <source>Moods are not written into Wave64 files: hardly any program reads tags of them.</source>
   <translation>In Wave64-Dateien werden keine Stimmungen geschrieben: Kaum ein Programm liest deren Tags.</translation>
  </message>
  <message>
   <source>Moods are not written into this file: an ID3 tag is in front of it, where programs that read this kind of file expect none.</source>
   <translation>In diese Datei werden keine Stimmungen geschrieben: Ein ID3-Tag steht vor ihr, wo Programme bei dieser Art von Datei keines erwarten.</translation>
  </message>
  <message>
   <source>Moods are not written into this kind of file: it is a bare stream of audio without tags.</source>
   <translation>In diese Art von Datei werden keine Stimmungen geschrieben: Sie ist ein bloßer Tonstrom ohne Tags.</translation>
  </message>
  <message>
   <source>Moods are not written into this kind of file: moodtagger has no writer for it that is proven to be safe.</source>
   <translation>In diese Art von Datei werden keine Stimmungen geschrieben: moodtagger kann sie noch nicht nachweislich sicher schreiben.</translation>
  </message>
  <message numerus="yes">
   <source>Moods of {count} songs</source>
   <translation>
    <numerusform>Stimmungen von {count} Lied</numerusform>
    <numerusform>Stimmungen von {count} Liedern</numerusform>
   </translation>
  </message>
  <message>
   <source>Most of this file was never written, as in a download that has not finished.</source>
   <translation>Der größte Teil dieser Datei wurde nie geschrieben, wie bei einem unfertigen Download.</translation>
  </message>
  <message>
   <source>Name a file, or use --none.</source>
   <translation>Gib eine Datei an oder verwende --none.</translation>
  </message>
  <message>
   <source>No network of the name “{name}” is installed.</source>
   <translation>Kein Netz namens „{name}“ ist installiert.</translation>
  </message>
  <message>
   <source>No sound output was found.</source>
   <translation>Keine Tonausgabe gefunden.</translation>
  </message>
  <message>
   <source>Not written.</source>
   <translation>Nicht geschrieben.</translation>
  </message>
  <message>
   <source>Nothing was changed in it. Put back a copy of it or make a new library; the damaged file is kept, and your music files are not affected.</source>
   <translation>Nichts darin wurde geändert. Spiel eine Kopie zurück oder leg eine neue Bibliothek an; die beschädigte Datei bleibt erhalten, und deine Musik ist nicht betroffen.</translation>
  </message>
  <message>
   <source>On this system, start the program moodtagger-gui.</source>
   <translation>Auf diesem System das Programm moodtagger-gui starten.</translation>
  </message>
  <message>
   <source>One of these songs has not been heard yet.</source>
   <translation>Eines dieser Lieder wurde noch nicht gehört.</translation>
  </message>
  <message>
   <source>Open it in one moodtagger first.</source>
   <translation>Öffne sie erst in einem einzigen moodtagger.</translation>
  </message>
  <message>
   <source>Please report this with the kind of file it is.</source>
   <translation>Bitte melde das mit der Art der Datei.</translation>
  </message>
  <message>
   <source>Plug its drive in, or scan the folder again.</source>
   <translation>Schließ ihr Laufwerk an oder geh den Ordner noch einmal durch.</translation>
  </message>
  <message>
   <source>Put a text with a colon in quotes.</source>
   <translation>Text mit Doppelpunkt gehört in Anführungszeichen.</translation>
  </message>
  <message>
   <source>Put {name} in its place, or delete that file; then write again.</source>
   <translation>Leg {name} an die Stelle des Lieds oder lösch diese Datei; dann schreib noch einmal.</translation>
  </message>
  <message>
   <source>Reading this file crashed or did not come to an end.</source>
   <translation>Das Lesen dieser Datei ist abgestürzt oder kam zu keinem Ende.</translation>
  </message>
  <message>
   <source>Remove a cover.</source>
   <translation>Entferne ein Titelbild.</translation>
  </message>
  <message>
   <source>Remove a large cover first.</source>
   <translation>Entferne erst ein großes Titelbild.</translation>
  </message>
  <message>
   <source>Repair it with a tag editor or get the song anew.</source>
   <translation>Reparier sie mit einem Tag-Editor oder besorg das Lied neu.</translation>
  </message>
  <message>
   <source>Repair it with a tag editor, or get the song anew.</source>
   <translation>Reparier sie mit einem Tag-Editor oder besorg das Lied neu.</translation>
  </message>
  <message>
   <source>Repair it, or get the song anew; then its tags can be written.</source>
   <translation>Reparier sie oder besorg das Lied neu; dann lassen sich seine Tags schreiben.</translation>
  </message>
  <message>
   <source>Save it again as a plain m4a file; then its tags can be written.</source>
   <translation>Speichere sie neu als einfache m4a-Datei; dann lassen sich ihre Tags schreiben.</translation>
  </message>
  <message>
   <source>Save it again with an audio editor; then its tags can be written.</source>
   <translation>Speichere sie neu mit einem Audioeditor; dann lassen sich ihre Tags schreiben.</translation>
  </message>
  <message>
   <source>Save it again with another program so that its tags stand at the end.</source>
   <translation>Speichere sie neu mit einem anderen Programm, so dass ihre Tags am Ende stehen.</translation>
  </message>
  <message>
   <source>Save its music as a file of its own; then its tags can be written.</source>
   <translation>Speichere ihre Musik als eigene Datei; dann lassen sich die Tags schreiben.</translation>
  </message>
  <message>
   <source>Scan a folder of music to make one.</source>
   <translation>Geh einen Ordner mit Musik durch, um eine anzulegen.</translation>
  </message>
  <message>
   <source>Scan its folder again, then write again.</source>
   <translation>Scanne ihren Ordner neu und schreibe dann noch einmal.</translation>
  </message>
  <message>
   <source>Scan its folder again.</source>
   <translation>Geh seinen Ordner noch einmal durch.</translation>
  </message>
  <message>
   <source>Scan its folder first.</source>
   <translation>Geh erst seinen Ordner durch.</translation>
  </message>
  <message>
   <source>Scan their folder first.</source>
   <translation>Geh erst ihren Ordner durch.</translation>
  </message>
  <message>
   <source>Set MOODTAGGER_HOME to a folder you may write in, or change the folder's rights.</source>
   <translation>Setze MOODTAGGER_HOME auf einen Ordner, in den du schreiben darfst, oder ändere die Rechte des Ordners.</translation>
  </message>
  <message>
   <source>Set {variable} to a folder you may write in.</source>
   <translation>Setze {variable} auf einen Ordner, in den du schreiben darfst.</translation>
  </message>
  <message>
   <source>Shorten it and try again.</source>
   <translation>Kürze ihn und versuch es noch einmal.</translation>
  </message>
  <message>
   <source>Shorten them.</source>
   <translation>Kürze sie.</translation>
  </message>
  <message>
   <source>Speech, not music.</source>
   <translation>Sprache, keine Musik.</translation>
  </message>
  <message>
   <source>Stopped.</source>
   <translation>Abgebrochen.</translation>
  </message>
  <message>
   <source>Take away its write protection and try again.</source>
   <translation>Nimm den Schreibschutz weg und versuch es noch einmal.</translation>
  </message>
  <message>
   <source>Take away its write protection, or copy the song to another drive.</source>
   <translation>Nimm den Schreibschutz weg oder kopier das Lied auf ein anderes Laufwerk.</translation>
  </message>
  <message>
   <source>Take away its write protection, or set MOODTAGGER_HOME to a folder elsewhere.</source>
   <translation>Heb seinen Schreibschutz auf, oder setze MOODTAGGER_HOME auf einen Ordner anderswo.</translation>
  </message>
  <message>
   <source>Take the attribute away (chattr -{letter}) and try again.</source>
   <translation>Entferne das Attribut (chattr -{letter}) und versuche es noch einmal.</translation>
  </message>
  <message>
   <source>The APE tag would become too large.</source>
   <translation>Der APE-Tag würde zu groß.</translation>
  </message>
  <message>
   <source>The FLAC comments would become too large.</source>
   <translation>Die FLAC-Kommentare würden zu groß.</translation>
  </message>
  <message>
   <source>The ID3 tag would become too large.</source>
   <translation>Der ID3-Tag würde zu groß.</translation>
  </message>
  <message>
   <source>The MP4 file is cut off or holds no audio.</source>
   <translation>Die MP4-Datei ist abgeschnitten oder enthält keinen Ton.</translation>
  </message>
  <message>
   <source>The Ogg file is damaged or cut off.</source>
   <translation>Die Ogg-Datei ist beschädigt oder abgeschnitten.</translation>
  </message>
  <message>
   <source>The choice cannot be kept: {error}.</source>
   <translation>Die Wahl lässt sich nicht speichern: {error}.</translation>
  </message>
  <message>
   <source>The demo songs cannot be copied: {error}.</source>
   <translation>Die Beispiellieder lassen sich nicht kopieren: {error}.</translation>
  </message>
  <message>
   <source>The disk that holds the library is full, so nothing more can be kept in it.</source>
   <translation>Der Datenträger der Bibliothek ist voll, daher lässt sich darin nichts mehr behalten.</translation>
  </message>
  <message>
   <source>The drive could not deliver the file ({error}).</source>
   <translation>Das Laufwerk konnte die Datei nicht liefern ({error}).</translation>
  </message>
  <message>
   <source>The drive did not keep what was written.</source>
   <translation>Das Laufwerk hat nicht behalten, was geschrieben wurde.</translation>
  </message>
  <message>
   <source>The drive is full.</source>
   <translation>Das Laufwerk ist voll.</translation>
  </message>
  <message>
   <source>The drive is read-only.</source>
   <translation>Das Laufwerk ist schreibgeschützt.</translation>
  </message>
  <message>
   <source>The drive reports an error.</source>
   <translation>Das Laufwerk meldet einen Fehler.</translation>
  </message>
  <message>
   <source>The drive that holds the library is read-only.</source>
   <translation>Das Laufwerk mit der Bibliothek ist schreibgeschützt.</translation>
  </message>
  <message>
   <source>The fields are {names}. Put a text with a colon in quotes.</source>
   <translation>Felder sind {names}. Text mit Doppelpunkt gehört in Anführungszeichen.</translation>
  </message>
  <message>
   <source>The file cannot be written: {error}.</source>
   <translation>Die Datei kann nicht geschrieben werden: {error}.</translation>
  </message>
  <message>
   <source>The file holds its audio in several pieces.</source>
   <translation>Die Datei enthält ihren Ton in mehreren Stücken.</translation>
  </message>
  <message>
   <source>The file holds other audio than before.</source>
   <translation>Die Datei enthält anderen Ton als vorher.</translation>
  </message>
  <message>
   <source>The file holds several Ogg streams side by side.</source>
   <translation>Die Datei enthält mehrere Ogg-Ströme nebeneinander.</translation>
  </message>
  <message>
   <source>The file is append-only: what it holds may not be changed.</source>
   <translation>An die Datei darf nur angehängt werden: Ihr Inhalt darf nicht geändert werden.</translation>
  </message>
  <message>
   <source>The file is empty.</source>
   <translation>Die Datei ist leer.</translation>
  </message>
  <message>
   <source>The file is immutable: not even its owner may change it.</source>
   <translation>Die Datei ist als unveränderlich markiert: Nicht einmal ihr Besitzer darf sie ändern.</translation>
  </message>
  <message>
   <source>The file is not there any more.</source>
   <translation>Die Datei ist nicht mehr da.</translation>
  </message>
  <message>
   <source>The file is too large to make room for tags at its front.</source>
   <translation>Die Datei ist zu groß, um vorn Platz für Tags zu schaffen.</translation>
  </message>
  <message>
   <source>The file is write-protected.</source>
   <translation>Die Datei ist schreibgeschützt.</translation>
  </message>
  <message>
   <source>The file would grow over 4 GB, more than its format can hold.</source>
   <translation>Die Datei würde größer als 4 GB, mehr als ihr Format fasst.</translation>
  </message>
  <message>
   <source>The file's name or path is too long.</source>
   <translation>Der Name oder Pfad der Datei ist zu lang.</translation>
  </message>
  <message>
   <source>The file's sizes do not add up, as in a file that is cut off or a recording that was never closed.</source>
   <translation>Die Größenangaben der Datei passen nicht zusammen, wie bei einer abgeschnittenen Datei oder einer nie beendeten Aufnahme.</translation>
  </message>
  <message>
   <source>The file's tags are damaged ({detail}).</source>
   <translation>Die Tags der Datei sind beschädigt ({detail}).</translation>
  </message>
  <message>
   <source>The file's tags are damaged and cannot be read.</source>
   <translation>Die Tags der Datei sind beschädigt und nicht lesbar.</translation>
  </message>
  <message>
   <source>The file's tags would become too large.</source>
   <translation>Die Tags der Datei würden zu groß.</translation>
  </message>
  <message>
   <source>The filter is too long.</source>
   <translation>Der Filter ist zu lang.</translation>
  </message>
  <message>
   <source>The folder is append-only: nothing in it may be replaced.</source>
   <translation>Zum Ordner darf nur hinzugefügt werden: Darin darf nichts ersetzt werden.</translation>
  </message>
  <message>
   <source>The folder is immutable: nothing in it may be replaced.</source>
   <translation>Der Ordner ist als unveränderlich markiert: Darin darf nichts ersetzt werden.</translation>
  </message>
  <message>
   <source>The library cannot be opened ({reason}).</source>
   <translation>Die Bibliothek lässt sich nicht öffnen ({reason}).</translation>
  </message>
  <message>
   <source>The library cannot be opened or written at its place.</source>
   <translation>Die Bibliothek lässt sich an ihrem Ort nicht öffnen oder schreiben.</translation>
  </message>
  <message>
   <source>The library cannot be read or written ({error}).</source>
   <translation>Die Bibliothek lässt sich nicht lesen oder schreiben ({error}).</translation>
  </message>
  <message>
   <source>The library file is damaged.</source>
   <translation>Die Datei der Bibliothek ist beschädigt.</translation>
  </message>
  <message>
   <source>The library file is no database: another program wrote it, or its beginning is lost.</source>
   <translation>Die Bibliotheksdatei ist keine Datenbank: Ein anderes Programm hat sie geschrieben, oder ihr Anfang fehlt.</translation>
  </message>
  <message>
   <source>The library is a folder, a pipe or a device, and not a file.</source>
   <translation>Die Bibliothek ist ein Ordner, eine Pipe oder ein Gerät und keine Datei.</translation>
  </message>
  <message>
   <source>The library is closed.</source>
   <translation>Die Bibliothek ist geschlossen.</translation>
  </message>
  <message>
   <source>The library is open for reading only, so nothing can be changed.</source>
   <translation>Die Bibliothek ist nur zum Lesen offen, daher lässt sich nichts ändern.</translation>
  </message>
  <message>
   <source>The link leads round in a circle.</source>
   <translation>Die Verknüpfung führt im Kreis.</translation>
  </message>
  <message>
   <source>The map of words is not usable: {reason}</source>
   <translation>Die Karte der Wörter ist nicht brauchbar: {reason}</translation>
  </message>
  <message>
   <source>The map of words names a word twice.</source>
   <translation>Die Karte der Wörter nennt ein Wort zweimal.</translation>
  </message>
  <message>
   <source>The mood vocabulary cannot be read ({error}).</source>
   <translation>Der Wortschatz der Stimmungen ist nicht lesbar ({error}).</translation>
  </message>
  <message>
   <source>The mood vocabulary names a mood twice.</source>
   <translation>Der Wortschatz nennt eine Stimmung zweimal.</translation>
  </message>
  <message>
   <source>The network and its mood vocabulary do not belong together.</source>
   <translation>Das Netz und sein Wortschatz gehören nicht zusammen.</translation>
  </message>
  <message>
   <source>The network was made for another version of moodtagger.</source>
   <translation>Das Netz wurde für eine andere Version von moodtagger gemacht.</translation>
  </message>
  <message>
   <source>The network “{model}” cannot be used. {reason} Songs are heard by {name}, which ships with moodtagger, instead.</source>
   <translation>Das Netz „{model}“ ist nicht zu gebrauchen. {reason} Stattdessen hört {name}, das mit moodtagger kommt, die Lieder.</translation>
  </message>
  <message>
   <source>The network's card cannot be read ({error}).</source>
   <translation>Die Karte des Netzes ist nicht lesbar ({error}).</translation>
  </message>
  <message>
   <source>The network's card holds numbers that cannot be.</source>
   <translation>Die Karte des Netzes enthält unmögliche Zahlen.</translation>
  </message>
  <message>
   <source>The network's card lacks a part or holds a wrong one ({error}).</source>
   <translation>Der Karte des Netzes fehlt ein Teil, oder einer ist falsch ({error}).</translation>
  </message>
  <message>
   <source>The network's folder holds no {name}.</source>
   <translation>Der Ordner des Netzes enthält kein {name}.</translation>
  </message>
  <message>
   <source>The network's speech detector is damaged, or of another network.</source>
   <translation>Die Spracherkennung des Netzes ist beschädigt oder von einem anderen Netz.</translation>
  </message>
  <message>
   <source>The network's weights are a pickle, which could run any program; it was not opened.</source>
   <translation>Die Gewichte des Netzes sind ein Pickle, das jedes Programm ausführen könnte; es wurde nicht geöffnet.</translation>
  </message>
  <message>
   <source>The network's weights are not the ones its card describes.</source>
   <translation>Die Gewichte des Netzes sind nicht die, die seine Karte beschreibt.</translation>
  </message>
  <message>
   <source>The network's weights cannot be read ({error}).</source>
   <translation>Die Gewichte des Netzes sind nicht lesbar ({error}).</translation>
  </message>
  <message>
   <source>The network's weights do not fit its architecture.</source>
   <translation>Die Gewichte des Netzes passen nicht zu seinem Aufbau.</translation>
  </message>
  <message>
   <source>The network's weights hold values that are no numbers.</source>
   <translation>Die Gewichte des Netzes enthalten Werte, die keine Zahlen sind.</translation>
  </message>
  <message>
   <source>The network's {name} cannot be read: {error}.</source>
   <translation>{name} des Netzes ist nicht lesbar: {error}.</translation>
  </message>
  <message>
   <source>The playlist cannot be read ({error}).</source>
   <translation>Die Wiedergabeliste lässt sich nicht lesen ({error}).</translation>
  </message>
  <message>
   <source>The processes that analyze songs do not start, or are ended at once.</source>
   <translation>Die Prozesse, die Lieder analysieren, starten nicht oder werden sofort beendet.</translation>
  </message>
  <message>
   <source>The quote is not closed.</source>
   <translation>Das schließende Anführungszeichen fehlt.</translation>
  </message>
  <message>
   <source>The rewritten copy did not pass the check ({detail}), so the file was left as it is.</source>
   <translation>Die neu geschriebene Kopie bestand die Prüfung nicht ({detail}), daher blieb die Datei, wie sie ist.</translation>
  </message>
  <message>
   <source>The song could not be written, nor taken back: its old form is {name}.</source>
   <translation>Das Lied ließ sich weder schreiben noch zurücknehmen: Seine alte Fassung ist {name}.</translation>
  </message>
  <message>
   <source>The system cannot read this: {error}.</source>
   <translation>Das System kann das nicht lesen: {error}.</translation>
  </message>
  <message>
   <source>The system does not allow this file or its folder to be changed.</source>
   <translation>Das System erlaubt nicht, diese Datei oder ihren Ordner zu ändern.</translation>
  </message>
  <message>
   <source>The system does not let you read this file.</source>
   <translation>Das System lässt dich diese Datei nicht lesen.</translation>
  </message>
  <message>
   <source>The system does not let you read this. Change its permissions and scan again.</source>
   <translation>Das System lässt dich das nicht lesen. Ändere die Rechte und geh die Bibliothek noch einmal durch.</translation>
  </message>
  <message>
   <source>The system reports: {error}.</source>
   <translation>Das System meldet: {error}.</translation>
  </message>
  <message>
   <source>There is a profile “{name}” already.</source>
   <translation>Es gibt bereits ein Profil „{name}“.</translation>
  </message>
  <message>
   <source>There is no ( for this ).</source>
   <translation>Zu dieser ) fehlt die (.</translation>
  </message>
  <message>
   <source>There is no ) for this (.</source>
   <translation>Zu dieser ( fehlt die ).</translation>
  </message>
  <message>
   <source>There is no audio in this file.</source>
   <translation>Diese Datei enthält keinen Ton.</translation>
  </message>
  <message>
   <source>There is no field {name}.</source>
   <translation>Das Feld {name} gibt es nicht.</translation>
  </message>
  <message>
   <source>There is no field {name}. Did you mean {nearest}?</source>
   <translation>Das Feld {name} gibt es nicht. Meintest du {nearest}?</translation>
  </message>
  <message>
   <source>There is no library yet.</source>
   <translation>Noch gibt es keine Bibliothek.</translation>
  </message>
  <message>
   <source>There is no profile “{name}” to remove.</source>
   <translation>Es gibt kein Profil „{name}“, das entfernt werden kann.</translation>
  </message>
  <message>
   <source>There is no profile “{name}”.</source>
   <translation>Es gibt kein Profil „{name}“.</translation>
  </message>
  <message>
   <source>There is no sound in this file, or none that can be decoded.</source>
   <translation>In dieser Datei ist kein Ton, oder keiner, der sich dekodieren lässt.</translation>
  </message>
  <message>
   <source>There is no sound in this file.</source>
   <translation>In dieser Datei ist kein Ton.</translation>
  </message>
  <message>
   <source>There is no such file or folder. Check the name, or plug its drive in.</source>
   <translation>Diese Datei oder diesen Ordner gibt es nicht. Prüf den Namen oder schließ das Laufwerk an.</translation>
  </message>
  <message>
   <source>There is not enough memory to hear this file.</source>
   <translation>Der Speicher reicht nicht, um diese Datei zu hören.</translation>
  </message>
  <message>
   <source>These decisions are about songs as {other} analyzed them; {model} is in use.</source>
   <translation>Diese Entscheidungen gehören zu Analysen von {other}; verwendet wird {model}.</translation>
  </message>
  <message>
   <source>These songs have not been heard yet.</source>
   <translation>Diese Lieder wurden noch nicht gehört.</translation>
  </message>
  <message>
   <source>This CUE sheet is damaged, so its file stays one song.</source>
   <translation>Dieses CUE-Sheet ist beschädigt, darum bleibt seine Datei ein einziger Song.</translation>
  </message>
  <message>
   <source>This MP4 file refers to its sound in a way that makes writing unsafe.</source>
   <translation>Diese MP4-Datei verweist so auf ihren Klang, dass Schreiben unsicher ist.</translation>
  </message>
  <message>
   <source>This Serato crate is damaged.</source>
   <translation>Diese Serato-Crate ist beschädigt.</translation>
  </message>
  <message>
   <source>This WMA file is cut off or of a form that moodtagger cannot safely write.</source>
   <translation>Diese WMA-Datei ist abgeschnitten oder von einer Form, die moodtagger nicht sicher schreiben kann.</translation>
  </message>
  <message>
   <source>This belongs to the system and holds no music.</source>
   <translation>Das gehört zum System und enthält keine Musik.</translation>
  </message>
  <message>
   <source>This copy is damaged as well; choose another.</source>
   <translation>Auch diese Kopie ist beschädigt; wähle eine andere.</translation>
  </message>
  <message>
   <source>This failed: {error}</source>
   <translation>Das schlug fehl: {error}</translation>
  </message>
  <message>
   <source>This file cannot be read: {reason}.</source>
   <translation>Diese Datei kann nicht gelesen werden: {reason}.</translation>
  </message>
  <message>
   <source>This file cannot be written ({error}).</source>
   <translation>Diese Datei kann nicht geschrieben werden ({error}).</translation>
  </message>
  <message>
   <source>This file holds other audio than when it was analyzed.</source>
   <translation>Diese Datei enthält anderes Audio als bei der Analyse.</translation>
  </message>
  <message>
   <source>This file is a database of another program, not a library of moodtagger.</source>
   <translation>Diese Datei ist die Datenbank eines anderen Programms, keine Bibliothek von moodtagger.</translation>
  </message>
  <message>
   <source>This file is damaged, protected, or no audio file at all.</source>
   <translation>Diese Datei ist beschädigt, geschützt oder gar keine Tondatei.</translation>
  </message>
  <message>
   <source>This file is part of moodtagger or of a library, and would be lost.</source>
   <translation>Diese Datei gehört zu moodtagger oder zu einer Bibliothek und ginge verloren.</translation>
  </message>
  <message>
   <source>This folder cannot be made ({error}).</source>
   <translation>Dieser Ordner lässt sich nicht anlegen ({error}).</translation>
  </message>
  <message>
   <source>This folder holds "{name}", so it is not searched.</source>
   <translation>Dieser Ordner enthält „{name}“ und wird deshalb nicht durchsucht.</translation>
  </message>
  <message>
   <source>This holds {count} audio streams; a song has one.</source>
   <translation>Diese Datei enthält {count} Tonspuren; ein Lied hat eine.</translation>
  </message>
  <message>
   <source>This is a device or a pipe, not a song.</source>
   <translation>Das ist ein Gerät oder eine Pipe, kein Lied.</translation>
  </message>
  <message>
   <source>This is a folder, not a song.</source>
   <translation>Das ist ein Ordner, kein Lied.</translation>
  </message>
  <message>
   <source>This is a folder.</source>
   <translation>Das ist ein Ordner.</translation>
  </message>
  <message>
   <source>This is a link that only leads to itself.</source>
   <translation>Das ist eine Verknüpfung, die nur auf sich selbst führt.</translation>
  </message>
  <message>
   <source>This is a video.</source>
   <translation>Das ist ein Video.</translation>
  </message>
  <message>
   <source>This is no export of rekordbox or Traktor.</source>
   <translation>Das ist kein Export von rekordbox oder Traktor.</translation>
  </message>
  <message>
   <source>This is no file of decisions from moodtagger.</source>
   <translation>Das ist keine Datei mit Entscheidungen aus moodtagger.</translation>
  </message>
  <message>
   <source>This is no network's name.</source>
   <translation>So heißt kein Netz.</translation>
  </message>
  <message>
   <source>This is not a Serato crate.</source>
   <translation>Das ist keine Serato-Crate.</translation>
  </message>
  <message>
   <source>This is not a copy of a library; choose another.</source>
   <translation>Das ist keine Kopie einer Bibliothek; wähle eine andere.</translation>
  </message>
  <message>
   <source>This is not a file on this computer.</source>
   <translation>Das ist keine Datei auf diesem Rechner.</translation>
  </message>
  <message>
   <source>This is not a network as `patchnet` trains it.</source>
   <translation>Das ist kein Netz, wie `patchnet` es trainiert.</translation>
  </message>
  <message>
   <source>This is not a regular file.</source>
   <translation>Das ist keine gewöhnliche Datei.</translation>
  </message>
  <message>
   <source>This is not an audio file.</source>
   <translation>Das ist keine Audiodatei.</translation>
  </message>
  <message>
   <source>This is not in an audio format that moodtagger can decode.</source>
   <translation>Dieses Format kann moodtagger nicht dekodieren.</translation>
  </message>
  <message>
   <source>This is silent.</source>
   <translation>Das ist still.</translation>
  </message>
  <message>
   <source>This is the name of a song, which would be lost.</source>
   <translation>Das ist der Name eines Liedes, das verloren ginge.</translation>
  </message>
  <message>
   <source>This is too large to be part of a network ({size} bytes).</source>
   <translation>Das ist zu groß für einen Teil eines Netzes ({size} Byte).</translation>
  </message>
  <message>
   <source>This is too short to judge.</source>
   <translation>Das ist zu kurz für ein Urteil.</translation>
  </message>
  <message>
   <source>This library is of an older version and cannot be updated while it is open for reading only.</source>
   <translation>Diese Bibliothek ist von einer älteren Version und lässt sich nicht erneuern, solange sie nur zum Lesen offen ist.</translation>
  </message>
  <message>
   <source>This library was made by a newer moodtagger.</source>
   <translation>Diese Bibliothek stammt von einem neueren moodtagger.</translation>
  </message>
  <message>
   <source>This needs torch, which is not installed.</source>
   <translation>Dafür ist torch nötig, das nicht installiert ist.</translation>
  </message>
  <message>
   <source>This playlist is not in XSPF format.</source>
   <translation>Diese Wiedergabeliste ist nicht im XSPF-Format.</translation>
  </message>
  <message>
   <source>This playlist is too long.</source>
   <translation>Diese Wiedergabeliste ist zu lang.</translation>
  </message>
  <message>
   <source>This playlist names no songs.</source>
   <translation>Diese Wiedergabeliste nennt keine Lieder.</translation>
  </message>
  <message>
   <source>This song of the playlist is not there.</source>
   <translation>Dieses Lied der Wiedergabeliste ist nicht da.</translation>
  </message>
  <message>
   <source>This song or batch is no longer in the library.</source>
   <translation>Dieses Lied oder dieser Stapel ist nicht mehr in der Bibliothek.</translation>
  </message>
  <message>
   <source>Too much is nested here.</source>
   <translation>Hier ist zu viel verschachtelt.</translation>
  </message>
  <message>
   <source>Try again when the other program is done.</source>
   <translation>Versuche es noch einmal, wenn das andere Programm fertig ist.</translation>
  </message>
  <message>
   <source>Try again.</source>
   <translation>Versuch es noch einmal.</translation>
  </message>
  <message>
   <source>Update moodtagger to open it, or put back a copy; nothing was changed.</source>
   <translation>Erneuere moodtagger, um sie zu öffnen, oder spiel eine Kopie zurück; nichts wurde geändert.</translation>
  </message>
  <message>
   <source>Updating the library ({names}) would lose references.</source>
   <translation>Die Bibliothek zu erneuern ({names}) würde Verweise verlieren.</translation>
  </message>
  <message>
   <source>Your share of the drive is used up.</source>
   <translation>Dein Anteil am Laufwerk ist aufgebraucht.</translation>
  </message>
  <message>
   <source>`moodtagger models list` shows which are.</source>
   <translation>`moodtagger models list` zeigt, welche es gibt.</translation>
  </message>
  <message>
   <source>a DSF file whose tag is where its audio is</source>
   <translation>eine DSF-Datei, deren Tag dort liegt, wo ihr Ton liegt</translation>
  </message>
  <message>
   <source>a DSF file without its chunks</source>
   <translation>eine DSF-Datei ohne ihre Blöcke</translation>
  </message>
  <message>
   <source>a FLAC block is longer than the file</source>
   <translation>ein FLAC-Block ist länger als die Datei</translation>
  </message>
  <message>
   <source>a FLAC block of another size than its packet</source>
   <translation>ein FLAC-Block von anderer Größe als sein Paket</translation>
  </message>
  <message>
   <source>a FLAC file without stream information</source>
   <translation>eine FLAC-Datei ohne Angaben zum Strom</translation>
  </message>
  <message>
   <source>a TTA file whose header does not match its checksum</source>
   <translation>eine TTA-Datei, deren Kopf nicht zu seiner Prüfsumme passt</translation>
  </message>
  <message>
   <source>a chunk for ID3 that holds something else</source>
   <translation>ein ID3-Block mit anderem Inhalt</translation>
  </message>
  <message>
   <source>a clearly suggested or accepted mood</source>
   <translation>eine eindeutig vorgeschlagene oder angenommene Stimmung</translation>
  </message>
  <message>
   <source>a comment is longer than its block</source>
   <translation>ein Kommentar ist länger als sein Block</translation>
  </message>
  <message>
   <source>a compressed ID3v2.2 tag</source>
   <translation>ein gepackter ID3v2.2-Tag</translation>
  </message>
  <message>
   <source>a fragment of a track without one header in front</source>
   <translation>ein Stück einer Spur ohne einen Kopf davor</translation>
  </message>
  <message>
   <source>a label or word is not a line of text</source>
   <translation>ein Name oder Wort ist keine Textzeile</translation>
  </message>
  <message>
   <source>a mood has no name</source>
   <translation>eine Stimmung hat keinen Namen</translation>
  </message>
  <message>
   <source>a mood that the file's own tags hold</source>
   <translation>eine Stimmung aus den Tags der Datei</translation>
  </message>
  <message>
   <source>a number of {mood} cannot be</source>
   <translation>eine Zahl bei {mood} kann nicht sein</translation>
  </message>
  <message>
   <source>a song without a voice</source>
   <translation>ein Titel ohne Gesang</translation>
  </message>
  <message>
   <source>a suggested mood without a decision, clear or likely</source>
   <translation>eine vorgeschlagene Stimmung ohne Entscheidung, eindeutig oder wahrscheinlich</translation>
  </message>
  <message>
   <source>a table of chunk offsets is cut off</source>
   <translation>eine Tabelle der Blockorte ist abgeschnitten</translation>
  </message>
  <message>
   <source>a word is no printable text</source>
   <translation>ein Wort ist kein druckbarer Text</translation>
  </message>
  <message>
   <source>absurdly large ASF attributes</source>
   <translation>unsinnig große ASF-Attribute</translation>
  </message>
  <message>
   <source>absurdly large Ogg comments</source>
   <translation>unsinnig große Ogg-Kommentare</translation>
  </message>
  <message>
   <source>an APE item is longer than its tag</source>
   <translation>ein APE-Eintrag ist länger als sein Tag</translation>
  </message>
  <message>
   <source>an APE tag in an unusual place</source>
   <translation>ein APE-Tag an ungewöhnlicher Stelle</translation>
  </message>
  <message>
   <source>an APE tag with a broken item</source>
   <translation>ein APE-Tag mit beschädigtem Eintrag</translation>
  </message>
  <message>
   <source>an APE tag with impossible sizes</source>
   <translation>ein APE-Tag mit unmöglichen Größen</translation>
  </message>
  <message>
   <source>an ASF attribute is longer than its object</source>
   <translation>ein ASF-Attribut ist länger als sein Objekt</translation>
  </message>
  <message>
   <source>an ASF object is longer than what it stands in</source>
   <translation>ein ASF-Objekt ist länger als das, worin es steht</translation>
  </message>
  <message>
   <source>an MP4 file without its index</source>
   <translation>eine MP4-Datei ohne ihr Verzeichnis</translation>
  </message>
  <message>
   <source>an Ogg file of impossibly many headers</source>
   <translation>eine Ogg-Datei mit unmöglich vielen Köpfen</translation>
  </message>
  <message>
   <source>an Ogg file whose first page holds more than it should</source>
   <translation>eine Ogg-Datei, deren erste Seite mehr enthält als sie soll</translation>
  </message>
  <message>
   <source>an Ogg file whose headers are cut off or share a page with audio</source>
   <translation>eine Ogg-Datei, deren Köpfe abgeschnitten sind oder eine Seite mit Ton teilen</translation>
  </message>
  <message>
   <source>an Ogg file without comments</source>
   <translation>eine Ogg-Datei ohne Kommentare</translation>
  </message>
  <message>
   <source>an atom is longer than what it stands in</source>
   <translation>ein Atom ist länger als das, worin es steht</translation>
  </message>
  <message>
   <source>an atom that should hold others does not</source>
   <translation>ein Atom, das andere enthalten sollte, tut es nicht</translation>
  </message>
  <message>
   <source>an atom with places in the file is cut off</source>
   <translation>ein Atom mit Orten in der Datei ist abgeschnitten</translation>
  </message>
  <message>
   <source>an entry has not just {names}</source>
   <translation>ein Eintrag hat nicht genau {names}</translation>
  </message>
  <message>
   <source>an impossible number of atoms</source>
   <translation>eine unmögliche Zahl von Atomen</translation>
  </message>
  <message>
   <source>another tag differs</source>
   <translation>ein anderer Tag weicht ab</translation>
  </message>
  <message>
   <source>atoms inside atoms without end</source>
   <translation>Atome in Atomen ohne Ende</translation>
  </message>
  <message>
   <source>beats per minute</source>
   <translation>Schläge pro Minute</translation>
  </message>
  <message>
   <source>comments are cut off</source>
   <translation>Kommentare sind abgeschnitten</translation>
  </message>
  <message>
   <source>how acoustic it is, 0 to 1</source>
   <translation>wie akustisch es klingt, 0 bis 1</translation>
  </message>
  <message>
   <source>how danceable it is, 0 to 1</source>
   <translation>wie tanzbar es ist, 0 bis 1</translation>
  </message>
  <message>
   <source>how energetic it feels, from -1 to 1</source>
   <translation>wie energiegeladen es wirkt, von -1 bis 1</translation>
  </message>
  <message>
   <source>how likely it has no voice, 0 to 1</source>
   <translation>wie wahrscheinlich es ohne Gesang ist, 0 bis 1</translation>
  </message>
  <message>
   <source>how likely it was recorded before an audience, 0 to 1</source>
   <translation>wie wahrscheinlich es live aufgenommen ist, 0 bis 1</translation>
  </message>
  <message>
   <source>how long it is</source>
   <translation>die Länge</translation>
  </message>
  <message>
   <source>how much is spoken or rapped in it, 0 to 1</source>
   <translation>wie viel gesprochen oder gerappt wird, 0 bis 1</translation>
  </message>
  <message>
   <source>how pleasant it feels, from -1 to 1</source>
   <translation>wie angenehm es wirkt, von -1 bis 1</translation>
  </message>
  <message>
   <source>it cannot be read ({error}).</source>
   <translation>sie kann nicht gelesen werden ({error}).</translation>
  </message>
  <message>
   <source>it ends too early</source>
   <translation>sie endet zu früh</translation>
  </message>
  <message>
   <source>it is another kind of file</source>
   <translation>es ist eine andere Art Datei</translation>
  </message>
  <message>
   <source>it is larger than {size} kB</source>
   <translation>sie ist größer als {size} kB</translation>
  </message>
  <message>
   <source>it is not a list</source>
   <translation>es ist keine Liste</translation>
  </message>
  <message>
   <source>it is not a regular file</source>
   <translation>es ist keine gewöhnliche Datei</translation>
  </message>
  <message>
   <source>moodtagger cannot write tags into this kind of file.</source>
   <translation>moodtagger kann in Dateien dieser Art keine Tags schreiben.</translation>
  </message>
  <message>
   <source>moodtagger is not allowed to use this file or its folder.</source>
   <translation>moodtagger darf diese Datei oder ihren Ordner nicht benutzen.</translation>
  </message>
  <message>
   <source>mutagen cannot read it</source>
   <translation>mutagen kann sie nicht lesen</translation>
  </message>
  <message>
   <source>mutagen finds other tags</source>
   <translation>mutagen findet andere Tags</translation>
  </message>
  <message>
   <source>mutagen reads another {frame}</source>
   <translation>mutagen liest ein anderes {frame}</translation>
  </message>
  <message>
   <source>no audio where the FLAC blocks end</source>
   <translation>kein Ton, wo die FLAC-Blöcke enden</translation>
  </message>
  <message>
   <source>part of the file's path</source>
   <translation>ein Teil des Dateipfads</translation>
  </message>
  <message>
   <source>several copies of the recording</source>
   <translation>mehrere Kopien der Aufnahme</translation>
  </message>
  <message>
   <source>something beside the tags differs</source>
   <translation>etwas neben den Tags weicht ab</translation>
  </message>
  <message>
   <source>something else than ID3 where the tag should be</source>
   <translation>etwas anderes als ID3 an der Stelle des Tags</translation>
  </message>
  <message>
   <source>the ASF header is longer than the file</source>
   <translation>der ASF-Kopf ist länger als die Datei</translation>
  </message>
  <message>
   <source>the ID3 tag is longer than the file</source>
   <translation>der ID3-Tag ist länger als die Datei</translation>
  </message>
  <message>
   <source>the album</source>
   <translation>das Album</translation>
  </message>
  <message>
   <source>the artist</source>
   <translation>der Interpret</translation>
  </message>
  <message>
   <source>the artist of the album</source>
   <translation>der Interpret des Albums</translation>
  </message>
  <message>
   <source>the audio differs</source>
   <translation>der Ton weicht ab</translation>
  </message>
  <message>
   <source>the best suggestion without a decision</source>
   <translation>der beste Vorschlag ohne Entscheidung</translation>
  </message>
  <message>
   <source>the detected key</source>
   <translation>die erkannte Tonart</translation>
  </message>
  <message>
   <source>the energy, from 1 to 10</source>
   <translation>die Energie, von 1 bis 10</translation>
  </message>
  <message>
   <source>the extended header is longer than the ID3 tag</source>
   <translation>der erweiterte Kopf ist länger als der ID3-Tag</translation>
  </message>
  <message>
   <source>the genre</source>
   <translation>das Genre</translation>
  </message>
  <message>
   <source>the helper does not start</source>
   <translation>der Helfer startet nicht</translation>
  </message>
  <message>
   <source>the kind of file</source>
   <translation>der Dateityp</translation>
  </message>
  <message>
   <source>the map of words names a word twice.</source>
   <translation>die Karte der Wörter nennt ein Wort zweimal.</translation>
  </message>
  <message>
   <source>the musical key</source>
   <translation>die Tonart</translation>
  </message>
  <message>
   <source>the number of the disc</source>
   <translation>die Nummer der CD</translation>
  </message>
  <message>
   <source>the number on the album</source>
   <translation>die Nummer auf dem Album</translation>
  </message>
  <message>
   <source>the quarter of the map</source>
   <translation>das Viertel der Karte</translation>
  </message>
  <message>
   <source>the tag names another key than was detected</source>
   <translation>im Tag steht eine andere Tonart als die erkannte</translation>
  </message>
  <message>
   <source>the title</source>
   <translation>der Titel</translation>
  </message>
  <message>
   <source>the year</source>
   <translation>das Jahr</translation>
  </message>
  <message>
   <source>there is no audio behind them</source>
   <translation>dahinter ist kein Ton</translation>
  </message>
  <message>
   <source>there is not enough memory</source>
   <translation>der Arbeitsspeicher reicht nicht aus</translation>
  </message>
  <message>
   <source>when it came into the library</source>
   <translation>wann es in die Bibliothek kam</translation>
  </message>
  <message>
   <source>where it stands between file and tag</source>
   <translation>wo es zwischen Datei und Tag steht</translation>
  </message>
  <message>
   <source>your own position</source>
   <translation>deine eigene Position</translation>
  </message>
  <message>
   <source>{field} has no order, so {operator} says nothing.</source>
   <translation>{field} hat keine Reihenfolge, {operator} sagt also nichts.</translation>
  </message>
  <message>
   <source>{field} is one of {choices}.</source>
   <translation>{field} ist eines von {choices}.</translation>
  </message>
  <message>
   <source>{field} is yes or no.</source>
   <translation>{field} ist yes oder no.</translation>
  </message>
  <message>
   <source>{found} A later batch wrote it; undo that one first, then this one.</source>
   <translation>{found} Ein späterer Stapel hat es geschrieben; nimm erst den zurück, dann diesen.</translation>
  </message>
  <message>
   <source>{frame} does not read back</source>
   <translation>{frame} liest sich nicht zurück</translation>
  </message>
  <message>
   <source>{frame} holds nothing now.</source>
   <translation>{frame} enthält jetzt nichts.</translation>
  </message>
  <message>
   <source>{frame} holds “{values}” now, so it was left as it is.</source>
   <translation>{frame} enthält jetzt „{values}“ und blieb daher, wie es ist.</translation>
  </message>
  <message>
   <source>{frame} holds “{values}” now.</source>
   <translation>{frame} enthält jetzt „{values}“.</translation>
  </message>
  <message>
   <source>{frame} is gone now, so it was left so.</source>
   <translation>{frame} ist jetzt weg und blieb daher so.</translation>
  </message>
  <message>
   <source>{reader} does not find the same sound in it</source>
   <translation>{reader} findet darin nicht denselben Ton</translation>
  </message>
  <message>
   <source>{text} is no date. Write 2026-11-30, 2026-11, 2026 or 30d.</source>
   <translation>{text} ist kein Datum. Schreib 2026-11-30, 2026-11, 2026 oder 30d.</translation>
  </message>
  <message>
   <source>{text} is no length. Write 3:30, 5m or 90s.</source>
   <translation>{text} ist keine Länge. Schreib 3:30, 5m oder 90s.</translation>
  </message>
  <message>
   <source>{text} is no musical key.</source>
   <translation>{text} ist keine Tonart.</translation>
  </message>
  <message>
   <source>{text} is no number.</source>
   <translation>{text} ist keine Zahl.</translation>
  </message>
  <message>
   <source>“{label}” has no valid {name}</source>
   <translation>„{label}“ hat kein gültiges {name}</translation>
  </message>
  <message>
   <source>“{moods}” stays in a tag of this file that moodtagger can only read.</source>
   <translation>„{moods}“ bleibt in einem Tag dieser Datei, den moodtagger nur lesen kann.</translation>
  </message>
  <message>
   <source>“{name}” cannot be the name of a profile.</source>
   <translation>„{name}“ kann kein Profilname sein.</translation>
  </message>
 </context>
 <context>
  <name>moods</name>
  <message>
   <source>Blues</source>
   <translation>Blues</translation>
  </message>
  <message>
   <source>Country</source>
   <translation>Country</translation>
  </message>
  <message>
   <source>Electronic</source>
   <translation>Elektronisch</translation>
  </message>
  <message>
   <source>Folk</source>
   <translation>Folk</translation>
  </message>
  <message>
   <source>International</source>
   <translation>International</translation>
  </message>
  <message>
   <source>Jazz</source>
   <translation>Jazz</translation>
  </message>
  <message>
   <source>Latin</source>
   <translation>Latin</translation>
  </message>
  <message>
   <source>Pop/Rock</source>
   <translation>Pop/Rock</translation>
  </message>
  <message>
   <source>R&amp;B</source>
   <translation>R&amp;B</translation>
  </message>
  <message>
   <source>Rap</source>
   <translation>Rap</translation>
  </message>
  <message>
   <source>Vocal</source>
   <translation>Gesang</translation>
  </message>
  <message>
   <source>aggressive</source>
   <translation>aggressiv</translation>
  </message>
  <message>
   <source>angry</source>
   <translation>wütend</translation>
  </message>
  <message>
   <source>anguished</source>
   <translation>gequält</translation>
  </message>
  <message>
   <source>anxious</source>
   <translation>ängstlich</translation>
  </message>
  <message>
   <source>atmospheric</source>
   <translation>atmosphärisch</translation>
  </message>
  <message>
   <source>bitter</source>
   <translation>bitter</translation>
  </message>
  <message>
   <source>bleak</source>
   <translation>trostlos</translation>
  </message>
  <message>
   <source>brooding</source>
   <translation>grüblerisch</translation>
  </message>
  <message>
   <source>calm</source>
   <translation>ruhig</translation>
  </message>
  <message>
   <source>cerebral</source>
   <translation>verkopft</translation>
  </message>
  <message>
   <source>cheerful</source>
   <translation>heiter</translation>
  </message>
  <message>
   <source>chill</source>
   <translation>entspannt</translation>
  </message>
  <message>
   <source>cold</source>
   <translation>kalt</translation>
  </message>
  <message>
   <source>cynical</source>
   <translation>zynisch</translation>
  </message>
  <message>
   <source>dark</source>
   <translation>dunkel</translation>
  </message>
  <message>
   <source>delicate</source>
   <translation>zart</translation>
  </message>
  <message>
   <source>dramatic</source>
   <translation>dramatisch</translation>
  </message>
  <message>
   <source>dreamy</source>
   <translation>träumerisch</translation>
  </message>
  <message>
   <source>earthy</source>
   <translation>erdig</translation>
  </message>
  <message>
   <source>eerie</source>
   <translation>unheimlich</translation>
  </message>
  <message>
   <source>elegant</source>
   <translation>elegant</translation>
  </message>
  <message>
   <source>energetic</source>
   <translation>energisch</translation>
  </message>
  <message>
   <source>epic</source>
   <translation>episch</translation>
  </message>
  <message>
   <source>exciting</source>
   <translation>aufregend</translation>
  </message>
  <message>
   <source>fierce</source>
   <translation>wild</translation>
  </message>
  <message>
   <source>fiery</source>
   <translation>feurig</translation>
  </message>
  <message>
   <source>fun</source>
   <translation>lustig</translation>
  </message>
  <message>
   <source>gentle</source>
   <translation>sanft</translation>
  </message>
  <message>
   <source>gloomy</source>
   <translation>düster</translation>
  </message>
  <message>
   <source>greasy</source>
   <translation>schmierig</translation>
  </message>
  <message>
   <source>happy</source>
   <translation>fröhlich</translation>
  </message>
  <message>
   <source>harsh</source>
   <translation>rau</translation>
  </message>
  <message>
   <source>hostile</source>
   <translation>feindselig</translation>
  </message>
  <message>
   <source>humorous</source>
   <translation>humorvoll</translation>
  </message>
  <message>
   <source>hypnotic</source>
   <translation>hypnotisch</translation>
  </message>
  <message>
   <source>intense</source>
   <translation>intensiv</translation>
  </message>
  <message>
   <source>joyous</source>
   <translation>freudig</translation>
  </message>
  <message>
   <source>lazy</source>
   <translation>träge</translation>
  </message>
  <message>
   <source>light</source>
   <translation>leicht</translation>
  </message>
  <message>
   <source>lively</source>
   <translation>lebhaft</translation>
  </message>
  <message>
   <source>melancholic</source>
   <translation>melancholisch</translation>
  </message>
  <message>
   <source>mellow</source>
   <translation>mild</translation>
  </message>
  <message>
   <source>menacing</source>
   <translation>bedrohlich</translation>
  </message>
  <message>
   <source>nostalgic</source>
   <translation>nostalgisch</translation>
  </message>
  <message>
   <source>organic</source>
   <translation>organisch</translation>
  </message>
  <message>
   <source>outrageous</source>
   <translation>unverschämt</translation>
  </message>
  <message>
   <source>party</source>
   <translation>Partylaune</translation>
  </message>
  <message>
   <source>peaceful</source>
   <translation>friedlich</translation>
  </message>
  <message>
   <source>playful</source>
   <translation>verspielt</translation>
  </message>
  <message>
   <source>rebellious</source>
   <translation>rebellisch</translation>
  </message>
  <message>
   <source>reckless</source>
   <translation>leichtsinnig</translation>
  </message>
  <message>
   <source>refined</source>
   <translation>kultiviert</translation>
  </message>
  <message>
   <source>reserved</source>
   <translation>zurückhaltend</translation>
  </message>
  <message>
   <source>romantic</source>
   <translation>romantisch</translation>
  </message>
  <message>
   <source>rowdy</source>
   <translation>ausgelassen</translation>
  </message>
  <message>
   <source>sad</source>
   <translation>traurig</translation>
  </message>
  <message>
   <source>sarcastic</source>
   <translation>sarkastisch</translation>
  </message>
  <message>
   <source>sensual</source>
   <translation>sinnlich</translation>
  </message>
  <message>
   <source>sleazy</source>
   <translation>anrüchig</translation>
  </message>
  <message>
   <source>smooth</source>
   <translation>geschmeidig</translation>
  </message>
  <message>
   <source>soothing</source>
   <translation>beruhigend</translation>
  </message>
  <message>
   <source>sparkling</source>
   <translation>funkelnd</translation>
  </message>
  <message>
   <source>spicy</source>
   <translation>würzig</translation>
  </message>
  <message>
   <source>spiritual</source>
   <translation>spirituell</translation>
  </message>
  <message>
   <source>sweet</source>
   <translation>süß</translation>
  </message>
  <message>
   <source>tender</source>
   <translation>zärtlich</translation>
  </message>
  <message>
   <source>tense</source>
   <translation>angespannt</translation>
  </message>
  <message>
   <source>theatrical</source>
   <translation>theatralisch</translation>
  </message>
  <message>
   <source>uncompromising</source>
   <translation>kompromisslos</translation>
  </message>
  <message>
   <source>uplifting</source>
   <translation>mitreißend</translation>
  </message>
  <message>
   <source>weary</source>
   <translation>müde</translation>
  </message>
 </context>
 <context>
  <name>words</name>
  <message>
   <source>%1 h %2 min left</source>
   <translation>noch %1 h %2 min</translation>
  </message>
  <message>
   <source>%1 min left</source>
   <translation>noch %1 min</translation>
  </message>
  <message>
   <source>%1 s left</source>
   <translation>noch %1 s</translation>
  </message>
  <message numerus="yes">
   <source>%Ln file(s)</source>
   <translation>
    <numerusform>%Ln Datei</numerusform>
    <numerusform>%Ln Dateien</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln song(s)</source>
   <translation>
    <numerusform>%Ln Lied</numerusform>
    <numerusform>%Ln Lieder</numerusform>
   </translation>
  </message>
  <message>
   <source>Camelot (8A)</source>
   <translation>Camelot (8A)</translation>
  </message>
  <message>
   <source>Musical (Am)</source>
   <translation>Notenname (Am)</translation>
  </message>
  <message>
   <source>Open Key (1m)</source>
   <translation>Open Key (1m)</translation>
  </message>
  <message>
   <source>also on %1</source>
   <translation>auch auf %1</translation>
  </message>
  <message>
   <source>“%1”</source>
   <translation>„%1“</translation>
  </message>
 </context>
 <context>
  <name>writing</name>
  <message>
   <source>The files keep their date modified.</source>
   <translation>Die Dateien behalten ihr Änderungsdatum.</translation>
  </message>
  <message>
   <source>Their date modified is renewed.</source>
   <translation>Ihr Änderungsdatum wird erneuert.</translation>
  </message>
  <message>
   <source>Their date modified is renewed: %1 finds changes by it.</source>
   <translation>Ihr Änderungsdatum wird erneuert: %1 erkennt Änderungen daran.</translation>
  </message>
 </context>
</TS>
