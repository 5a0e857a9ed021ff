<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>AnalysisSection</name>
  <message>
   <source>&amp;Full speed</source>
   <translation>&amp;Volle Geschwindigkeit</translation>
  </message>
  <message>
   <source>Analyze &amp;completely at once</source>
   <translation>Sofort &amp;vollständig analysieren</translation>
  </message>
  <message>
   <source>Half of the cores (%1)</source>
   <translation>Hälfte der Kerne (%1)</translation>
  </message>
  <message>
   <source>Keep running</source>
   <translation>Weiterlaufen</translation>
  </message>
  <message>
   <source>Otherwise many new songs are analyzed quickly first, from excerpts, and completely while the computer has time.</source>
   <translation>Sonst werden viele neue Songs zuerst schnell anhand von Ausschnitten analysiert und vollständig, sobald der Computer Zeit hat.</translation>
  </message>
  <message>
   <source>Pause when unplugged</source>
   <translation>Beim Trennen vom Netzteil anhalten</translation>
  </message>
  <message>
   <source>Scanning on &amp;battery:</source>
   <translation>Einlesen im &amp;Akkubetrieb:</translation>
  </message>
  <message>
   <source>Scanning on battery</source>
   <translation>Einlesen im Akkubetrieb</translation>
  </message>
  <message>
   <source>Songs analyzed in &amp;parallel:</source>
   <translation>Songs &amp;parallel analysieren:</translation>
  </message>
  <message>
   <source>Songs analyzed in parallel</source>
   <translation>Parallel analysierte Songs</translation>
  </message>
  <message numerus="yes">
   <source>This computer has %Ln core(s). More songs in parallel finish a scan sooner; fewer leave more power to other programs.</source>
   <translation>
    <numerusform>Dieser Computer hat %Ln Kern. Mehr Songs gleichzeitig beschleunigen das Einlesen, weniger lassen anderen Programmen mehr Leistung.</numerusform>
    <numerusform>Dieser Computer hat %Ln Kerne. Mehr Songs gleichzeitig beschleunigen das Einlesen, weniger lassen anderen Programmen mehr Leistung.</numerusform>
   </translation>
  </message>
  <message>
   <source>Use all cores. A running scan switches with its next songs.</source>
   <translation>Alle Kerne nutzen. Ein laufendes Einlesen wechselt mit den nächsten Songs.</translation>
  </message>
  <message>
   <source>Wait until plugged in</source>
   <translation>Warten, bis das Netzteil angeschlossen ist</translation>
  </message>
 </context>
 <context>
  <name>AppearancePage</name>
  <message>
   <source>&amp;Dark</source>
   <translation>&amp;Dunkel</translation>
  </message>
  <message>
   <source>&amp;Language:</source>
   <translation>&amp;Sprache:</translation>
  </message>
  <message>
   <source>Appearance</source>
   <translation>Darstellung</translation>
  </message>
  <message>
   <source>Detected tempos are doubled or halved into this range, as 85 to 175 for drum and bass. Tempos in tags and those that you corrected stay.</source>
   <translation>Erkannte Tempi werden in diesen Bereich verdoppelt oder halbiert, etwa 85 bis 175 für Drum and Bass. Tempi in Tags und korrigierte Tempi bleiben.</translation>
  </message>
  <message>
   <source>High contrast, black on &amp;white</source>
   <translation>Hoher Kontrast, Schwarz auf &amp;Weiß</translation>
  </message>
  <message>
   <source>High contrast, white on &amp;black</source>
   <translation>Hoher Kontrast, Weiß auf Sch&amp;warz</translation>
  </message>
  <message>
   <source>Key notation</source>
   <translation>Schreibweise der Tonarten</translation>
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
   <source>Musical keys and tempo</source>
   <translation>Tonarten und Tempo</translation>
  </message>
  <message>
   <source>My &amp;BPM range:</source>
   <translation>&amp;BPM-Bereich:</translation>
  </message>
  <message>
   <source>My highest BPM</source>
   <translation>Höchste BPM</translation>
  </message>
  <message>
   <source>My lowest BPM</source>
   <translation>Niedrigste BPM</translation>
  </message>
  <message>
   <source>Show &amp;keys as:</source>
   <translation>&amp;Tonarten anzeigen als:</translation>
  </message>
  <message>
   <source>The window reopens in the new language. If a scan is running, start it again to finish the remaining songs; analyzed songs are kept.</source>
   <translation>Das Fenster öffnet sich in der neuen Sprache. Läuft gerade ein Einlesen, danach neu starten, um die übrigen Songs zu analysieren; fertige bleiben erhalten.</translation>
  </message>
  <message>
   <source>Theme</source>
   <translation>Design</translation>
  </message>
  <message>
   <source>Use &amp;system theme</source>
   <translation>&amp;Systemdesign verwenden</translation>
  </message>
  <message>
   <source>Use system language</source>
   <translation>Systemsprache verwenden</translation>
  </message>
  <message>
   <source>any</source>
   <translation>beliebig</translation>
  </message>
 </context>
 <context>
  <name>BatchList</name>
  <message>
   <source>Change</source>
   <translation>Änderung</translation>
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
   <source>Status</source>
   <translation>Status</translation>
  </message>
  <message>
   <source>Written tags</source>
   <translation>Geschriebene Tags</translation>
  </message>
 </context>
 <context>
  <name>BottomTabs</name>
  <message>
   <source>Pages</source>
   <translation>Seiten</translation>
  </message>
  <message>
   <source>Use the left and right arrow keys to switch pages.</source>
   <translation>Mit der linken und rechten Pfeiltaste die Seite wechseln.</translation>
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
   <source>Accept by &amp;confidence</source>
   <translation>Nach &amp;Sicherheit annehmen</translation>
  </message>
  <message>
   <source>Accepted %1 for %2. No files are changed yet.</source>
   <translation>%1 für %2 angenommen. Noch wurden keine Dateien geändert.</translation>
  </message>
  <message>
   <source>Preview how many moods a minimum confidence accepts, then accept them</source>
   <translation>Vorschau, wie viele Stimmungen ab einer Mindestsicherheit angenommen werden, dann annehmen</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
 </context>
 <context>
  <name>BulkDialog</name>
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
   <source>&amp;Minimum confidence</source>
   <translation>&amp;Mindestsicherheit</translation>
  </message>
  <message>
   <source>&amp;Songs</source>
   <translation>&amp;Songs</translation>
  </message>
  <message>
   <source>About %1 of them are right, based on this model's accuracy with unfamiliar songs.</source>
   <translation>Etwa %1 davon sind richtig, gemessen an der Genauigkeit des Modells bei unbekannten Songs.</translation>
  </message>
  <message>
   <source>Accept by confidence</source>
   <translation>Nach Sicherheit annehmen</translation>
  </message>
  <message>
   <source>Accepts %1 for %2.</source>
   <translation>%1 für %2 werden angenommen.</translation>
  </message>
  <message>
   <source>Accepts all undecided suggestions with at least this confidence. No files are changed, and you can undo it.</source>
   <translation>Nimmt alle offenen Vorschläge ab dieser Sicherheit an. Dateien werden nicht geändert, und es lässt sich rückgängig machen.</translation>
  </message>
  <message>
   <source>Counting…</source>
   <translation>Wird gezählt…</translation>
  </message>
  <message>
   <source>For %1 of them, no accuracy was measured.</source>
   <translation>Für %1 davon wurde keine Genauigkeit gemessen.</translation>
  </message>
  <message>
   <source>Minimum confidence in percent</source>
   <translation>Mindestsicherheit in Prozent</translation>
  </message>
  <message>
   <source>No suggestion reaches this confidence. Move the slider to the left.</source>
   <translation>Kein Vorschlag erreicht diese Sicherheit. Den Regler nach links schieben.</translation>
  </message>
  <message>
   <source>Selected songs</source>
   <translation>Ausgewählte Songs</translation>
  </message>
  <message>
   <source>Shown songs</source>
   <translation>Angezeigte Songs</translation>
  </message>
  <message>
   <source>Songs to include</source>
   <translation>Einbezogene Songs</translation>
  </message>
  <message>
   <source>The accuracy of this model has not been measured.</source>
   <translation>Die Genauigkeit dieses Modells wurde nicht gemessen.</translation>
  </message>
  <message>
   <source>These songs have no undecided suggestions.</source>
   <translation>Diese Songs haben keine offenen Vorschläge.</translation>
  </message>
  <message>
   <source>Whole library</source>
   <translation>Ganze Bibliothek</translation>
  </message>
 </context>
 <context>
  <name>CardStack</name>
  <message>
   <source>Dropped files</source>
   <translation>Abgelegte Dateien</translation>
  </message>
 </context>
 <context>
  <name>ChangesModel</name>
  <message>
   <source>(none)</source>
   <translation>(leer)</translation>
  </message>
  <message>
   <source>Current</source>
   <translation>Aktuell</translation>
  </message>
  <message>
   <source>File</source>
   <translation>Datei</translation>
  </message>
  <message>
   <source>New</source>
   <translation>Neu</translation>
  </message>
  <message>
   <source>Tag</source>
   <translation>Tag</translation>
  </message>
 </context>
 <context>
  <name>ChangesView</name>
  <message>
   <source>Files and their tag changes</source>
   <translation>Dateien und ihre Tag-Änderungen</translation>
  </message>
 </context>
 <context>
  <name>CharacterBars</name>
  <message>
   <source>Acoustic</source>
   <translation>Akustisch</translation>
  </message>
  <message>
   <source>Danceable</source>
   <translation>Tanzbar</translation>
  </message>
  <message>
   <source>How much the song is like this, from 0 to 100</source>
   <translation>Wie sehr der Song so ist, von 0 bis 100</translation>
  </message>
  <message>
   <source>Live</source>
   <translation>Live</translation>
  </message>
  <message>
   <source>Vocal</source>
   <translation>Gesang</translation>
  </message>
 </context>
 <context>
  <name>Chip</name>
  <message>
   <source>Filter. Delete removes it, Enter edits it.</source>
   <translation>Filter. Entf löscht ihn, Eingabe bearbeitet ihn.</translation>
  </message>
  <message>
   <source>Filter. Delete removes it.</source>
   <translation>Filter. Entf löscht ihn.</translation>
  </message>
 </context>
 <context>
  <name>CircumplexView</name>
  <message>
   <source>%1 (key %2)</source>
   <translation>%1 (Taste %2)</translation>
  </message>
  <message>
   <source>%1 · %2</source>
   <translation>%1 · %2</translation>
  </message>
  <message>
   <source>%1 · corrected</source>
   <translation>%1 · korrigiert</translation>
  </message>
  <message>
   <source>%1, %2 selected.</source>
   <translation>%1, %2 ausgewählt.</translation>
  </message>
  <message>
   <source>%1: valence %2, arousal %3</source>
   <translation>%1: Valenz %2, Aktivierung %3</translation>
  </message>
  <message>
   <source>A path of %1 is drawn.</source>
   <translation>Ein Pfad aus %1 ist eingezeichnet.</translation>
  </message>
  <message>
   <source>Add a music folder to see your songs on the map.</source>
   <translation>Musikordner hinzufügen, um die Songs auf der Karte zu sehen.</translation>
  </message>
  <message>
   <source>Angry</source>
   <translation>Wütend</translation>
  </message>
  <message>
   <source>Backspace</source>
   <translation>Rücktaste</translation>
  </message>
  <message>
   <source>Color by</source>
   <translation>Färben nach</translation>
  </message>
  <message>
   <source>Color: Album</source>
   <translation>Farbe: Album</translation>
  </message>
  <message>
   <source>Color: Confidence</source>
   <translation>Farbe: Sicherheit</translation>
  </message>
  <message>
   <source>Color: Mood tag</source>
   <translation>Farbe: Stimmungs-Tag</translation>
  </message>
  <message>
   <source>Color: Probability</source>
   <translation>Farbe: Wahrscheinlichkeit</translation>
  </message>
  <message>
   <source>Color: Quadrant</source>
   <translation>Farbe: Quadrant</translation>
  </message>
  <message>
   <source>Each point is a song: positive moods are on the right, energetic ones at the top.

Click to select, Shift-click to add, Ctrl-click to add or remove. Drag to select with a rectangle or the lasso. Scroll to zoom; drag with the middle or right button, or hold Ctrl and drag, to pan. Double-click a song to play it. Drag the selected song to correct its position.

Keys: the arrow keys move from song to song (Shift extends the selection, Ctrl pans), Space or Enter plays, + and - zoom, Z zooms to the selection, 0 fits all songs, Backspace returns to the previous view, R selects with a rectangle, L with the lasso, H pans, Ctrl+A selects all, Esc clears the selection.</source>
   <translation>Jeder Punkt ist ein Song: Positive Stimmungen liegen rechts, energische oben.

Klicken wählt aus, Umschalt+Klick fügt hinzu, Strg+Klick fügt hinzu oder entfernt. Ziehen wählt mit Rechteck oder Lasso aus. Das Mausrad zoomt; Ziehen mit der mittleren oder rechten Maustaste oder mit Strg verschiebt die Karte. Ein Doppelklick spielt einen Song ab. Den ausgewählten Song verschieben, um seine Position zu korrigieren.

Tasten: Pfeiltasten gehen von Song zu Song (Umschalt erweitert die Auswahl, Strg verschiebt die Karte), Leertaste oder Eingabe spielt ab, + und - zoomen, Z vergrößert die Auswahl, 0 passt alle Songs ein, Rücktaste kehrt zur vorherigen Ansicht zurück, R wählt mit dem Rechteck aus, L mit dem Lasso, H verschiebt die Karte, Strg+A wählt alles aus, Esc hebt die Auswahl auf.</translation>
  </message>
  <message>
   <source>Fit all songs</source>
   <translation>Alle Songs einpassen</translation>
  </message>
  <message>
   <source>Happy</source>
   <translation>Fröhlich</translation>
  </message>
  <message>
   <source>Lasso selection</source>
   <translation>Lassoauswahl</translation>
  </message>
  <message>
   <source>Mood map</source>
   <translation>Stimmungskarte</translation>
  </message>
  <message>
   <source>Mood tag: %1</source>
   <translation>Stimmungs-Tag: %1</translation>
  </message>
  <message>
   <source>Mood to color by</source>
   <translation>Stimmung, nach der gefärbt wird</translation>
  </message>
  <message>
   <source>No songs analyzed yet</source>
   <translation>Noch keine Songs analysiert</translation>
  </message>
  <message>
   <source>No songs on the map.</source>
   <translation>Keine Songs auf der Karte.</translation>
  </message>
  <message>
   <source>No songs yet</source>
   <translation>Noch keine Songs</translation>
  </message>
  <message>
   <source>Original analysis: %1</source>
   <translation>Ursprüngliche Analyse: %1</translation>
  </message>
  <message>
   <source>Pan the map</source>
   <translation>Karte verschieben</translation>
  </message>
  <message>
   <source>Previous view</source>
   <translation>Vorherige Ansicht</translation>
  </message>
  <message>
   <source>Rectangle selection</source>
   <translation>Rechteckauswahl</translation>
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
   <source>Songs appear here as soon as they are analyzed.</source>
   <translation>Songs erscheinen hier, sobald sie analysiert sind.</translation>
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
   <source>Zoom to selection</source>
   <translation>Auswahl vergrößern</translation>
  </message>
  <message>
   <source>calm</source>
   <translation>ruhig</translation>
  </message>
  <message>
   <source>energetic</source>
   <translation>energisch</translation>
  </message>
  <message>
   <source>negative</source>
   <translation>negativ</translation>
  </message>
  <message>
   <source>no album</source>
   <translation>kein Album</translation>
  </message>
  <message>
   <source>no mood tag</source>
   <translation>kein Stimmungs-Tag</translation>
  </message>
  <message>
   <source>not rated</source>
   <translation>nicht bewertet</translation>
  </message>
  <message>
   <source>other</source>
   <translation>andere</translation>
  </message>
  <message>
   <source>positive</source>
   <translation>positiv</translation>
  </message>
 </context>
 <context>
  <name>ColumnMenu</name>
  <message>
   <source>&amp;Columns</source>
   <translation>&amp;Spalten</translation>
  </message>
  <message>
   <source>&amp;Reset columns</source>
   <translation>Spalten &amp;zurücksetzen</translation>
  </message>
  <message>
   <source>Arrange c&amp;olumns…</source>
   <translation>Spalten a&amp;nordnen…</translation>
  </message>
  <message>
   <source>Show co&amp;vers</source>
   <translation>Co&amp;ver anzeigen</translation>
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
   <source>Columns, left to right</source>
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
   <source>Press Space to show or hide a column. Drag it, or use the buttons, to move it.</source>
   <translation>Die Leertaste blendet eine Spalte ein oder aus. Ziehen oder die Schaltflächen verschieben sie.</translation>
  </message>
 </context>
 <context>
  <name>CorrectionController</name>
  <message numerus="yes">
   <source>%1 moved back.</source>
   <translation>
    <numerusform>%1 zurückgesetzt.</numerusform>
    <numerusform>%1 zurückgesetzt.</numerusform>
   </translation>
  </message>
  <message>
   <source>%1: correction reset.</source>
   <translation>%1: Korrektur zurückgesetzt.</translation>
  </message>
  <message>
   <source>%1: correction saved (%2). The original analysis is kept.</source>
   <translation>%1: Korrektur gespeichert (%2). Die ursprüngliche Analyse bleibt erhalten.</translation>
  </message>
  <message>
   <source>Correct &amp;mood…</source>
   <translation>Stimmung &amp;korrigieren…</translation>
  </message>
  <message>
   <source>Move the selected songs to the position that feels right; the original analysis is kept</source>
   <translation>Die ausgewählten Songs an die passende Position verschieben; die ursprüngliche Analyse bleibt erhalten</translation>
  </message>
  <message>
   <source>None of the selected songs are corrected.</source>
   <translation>Keiner der ausgewählten Songs ist korrigiert.</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>Wiederholen</translation>
  </message>
  <message>
   <source>Reset correc&amp;tions</source>
   <translation>Korrek&amp;turen zurücksetzen</translation>
  </message>
  <message>
   <source>Return the selected songs to the original analysis</source>
   <translation>Die ausgewählten Songs auf die ursprüngliche Analyse zurücksetzen</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>correction of %1</source>
   <translation>Korrektur von %1</translation>
  </message>
 </context>
 <context>
  <name>CorrectionDialog</name>
  <message>
   <source>&amp;Arousal</source>
   <translation>&amp;Aktivierung</translation>
  </message>
  <message>
   <source>&amp;Play or pause</source>
   <translation>&amp;Abspielen oder anhalten</translation>
  </message>
  <message>
   <source>&amp;Reset</source>
   <translation>&amp;Zurücksetzen</translation>
  </message>
  <message>
   <source>&amp;Save correction</source>
   <translation>Korrektur &amp;speichern</translation>
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
   <source>Choose a position on the map.</source>
   <translation>Eine Position auf der Karte wählen.</translation>
  </message>
  <message>
   <source>Correct mood</source>
   <translation>Stimmung korrigieren</translation>
  </message>
  <message>
   <source>How do these %1 feel to you?</source>
   <translation>Wie wirken diese %1?</translation>
  </message>
  <message>
   <source>How does “%1” feel to you?</source>
   <translation>Wie wirkt „%1“?</translation>
  </message>
  <message>
   <source>Not analyzed yet.</source>
   <translation>Noch nicht analysiert.</translation>
  </message>
  <message>
   <source>Original analysis (ring): %1</source>
   <translation>Ursprüngliche Analyse (Ring): %1</translation>
  </message>
  <message>
   <source>Return to the original analysis</source>
   <translation>Zur ursprünglichen Analyse zurückkehren</translation>
  </message>
  <message>
   <source>The rings show the original analysis.</source>
   <translation>Die Ringe zeigen die ursprüngliche Analyse.</translation>
  </message>
  <message>
   <source>Valence</source>
   <translation>Valenz</translation>
  </message>
  <message>
   <source>Your position: %1</source>
   <translation>Eigene Position: %1</translation>
  </message>
 </context>
 <context>
  <name>CoverView</name>
  <message>
   <source>Cover</source>
   <translation>Cover</translation>
  </message>
 </context>
 <context>
  <name>CriteriaPanel</name>
  <message>
   <source>&amp;Mood</source>
   <translation>&amp;Stimmung</translation>
  </message>
  <message>
   <source>&amp;Tempo</source>
   <translation>&amp;Tempo</translation>
  </message>
  <message>
   <source>Include &amp;half and double tempo</source>
   <translation>&amp;Halbes und doppeltes Tempo einschließen</translation>
  </message>
  <message>
   <source>Map &amp;position</source>
   <translation>&amp;Position auf der Karte</translation>
  </message>
  <message>
   <source>Max. per &amp;artist</source>
   <translation>Max. pro &amp;Interpret</translation>
  </message>
  <message>
   <source>Max. per al&amp;bum</source>
   <translation>Max. pro Al&amp;bum</translation>
  </message>
  <message>
   <source>Maximum songs per album</source>
   <translation>Höchstzahl der Songs pro Album</translation>
  </message>
  <message>
   <source>Maximum songs per artist</source>
   <translation>Höchstzahl der Songs pro Interpret</translation>
  </message>
  <message>
   <source>Maximum tempo in BPM</source>
   <translation>Höchsttempo in BPM</translation>
  </message>
  <message>
   <source>Minimum tempo in BPM</source>
   <translation>Mindesttempo in BPM</translation>
  </message>
  <message>
   <source>Only sho&amp;wn songs</source>
   <translation>Nur &amp;angezeigte Songs</translation>
  </message>
  <message>
   <source>Only songs with a known tempo in this range</source>
   <translation>Nur Songs mit bekanntem Tempo in diesem Bereich</translation>
  </message>
  <message>
   <source>S&amp;ound</source>
   <translation>&amp;Klang</translation>
  </message>
  <message>
   <source>Use only songs that match the current filter</source>
   <translation>Nur Songs verwenden, die zum aktuellen Filter passen</translation>
  </message>
  <message>
   <source>Weight of shared moods</source>
   <translation>Gewicht gemeinsamer Stimmungen</translation>
  </message>
  <message>
   <source>Weight of the position on the map (valence and arousal)</source>
   <translation>Gewicht der Position auf der Karte (Valenz und Aktivierung)</translation>
  </message>
  <message>
   <source>Weight of the sound</source>
   <translation>Gewicht des Klangs</translation>
  </message>
  <message>
   <source>unlimited</source>
   <translation>unbegrenzt</translation>
  </message>
 </context>
 <context>
  <name>CurveChart</name>
  <message>
   <source>BPM</source>
   <translation>BPM</translation>
  </message>
  <message>
   <source>Drag the dotted line to set the energy over time</source>
   <translation>Die gepunktete Linie ziehen, um den Energieverlauf festzulegen</translation>
  </message>
  <message>
   <source>Energy</source>
   <translation>Energie</translation>
  </message>
  <message>
   <source>Energy over time</source>
   <translation>Energie im Verlauf</translation>
  </message>
  <message>
   <source>Point %1 of %2: energy %3</source>
   <translation>Punkt %1 von %2: Energie %3</translation>
  </message>
  <message>
   <source>Target (drag to draw)</source>
   <translation>Ziel (zum Zeichnen ziehen)</translation>
  </message>
  <message>
   <source>Valence</source>
   <translation>Valenz</translation>
  </message>
 </context>
 <context>
  <name>DecisionQueue</name>
  <message numerus="yes">
   <source>accept of %Ln mood(s)</source>
   <translation>
    <numerusform>Annehmen von %Ln Stimmung</numerusform>
    <numerusform>Annehmen von %Ln Stimmungen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>change of %Ln mood(s)</source>
   <translation>
    <numerusform>Ändern von %Ln Stimmung</numerusform>
    <numerusform>Ändern von %Ln Stimmungen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>reject of %Ln mood(s)</source>
   <translation>
    <numerusform>Ablehnen von %Ln Stimmung</numerusform>
    <numerusform>Ablehnen von %Ln Stimmungen</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>DemoController</name>
  <message>
   <source>Add demo songs</source>
   <translation>Demo-Songs hinzufügen</translation>
  </message>
  <message>
   <source>Remove demo songs</source>
   <translation>Demo-Songs entfernen</translation>
  </message>
  <message>
   <source>The demo songs are still in your library.</source>
   <translation>Die Demo-Songs sind noch in der Bibliothek.</translation>
  </message>
  <message>
   <source>The demo songs are twelve short songs in a folder that you can remove again.</source>
   <translation>Die Demo besteht aus zwölf kurzen Songs in einem Ordner, der sich wieder entfernen lässt.</translation>
  </message>
 </context>
 <context>
  <name>DocumentationDialog</name>
  <message>
   <source>&amp;Back</source>
   <translation>&amp;Zurück</translation>
  </message>
  <message>
   <source>&amp;Contents</source>
   <translation>&amp;Inhalt</translation>
  </message>
  <message>
   <source>Documentation</source>
   <translation>Dokumentation</translation>
  </message>
  <message>
   <source>Not found</source>
   <translation>Nicht gefunden</translation>
  </message>
  <message>
   <source>Search the documentation</source>
   <translation>Dokumentation durchsuchen</translation>
  </message>
 </context>
 <context>
  <name>DropController</name>
  <message>
   <source>Already in your library. Selected in the table and on the map.</source>
   <translation>Bereits in der Bibliothek. In der Tabelle und auf der Karte ausgewählt.</translation>
  </message>
  <message>
   <source>The library is open read-only, so you can't add a folder.</source>
   <translation>Die Bibliothek ist schreibgeschützt geöffnet; es lässt sich kein Ordner hinzufügen.</translation>
  </message>
 </context>
 <context>
  <name>DropHint</name>
  <message>
   <source>Drop a folder to add it to your library

Drop a file to analyze it without adding it</source>
   <translation>Einen Ordner ablegen, um ihn zur Bibliothek hinzuzufügen

Eine Datei ablegen, um sie nur zu analysieren</translation>
  </message>
 </context>
 <context>
  <name>DroppedFileCard</name>
  <message>
   <source>Add to library</source>
   <translation>Zur Bibliothek hinzufügen</translation>
  </message>
  <message>
   <source>Adding to your library…</source>
   <translation>Wird zur Bibliothek hinzugefügt…</translation>
  </message>
  <message>
   <source>Already in your library as another file: %1</source>
   <translation>Schon als andere Datei in der Bibliothek: %1</translation>
  </message>
  <message>
   <source>Analyzing…</source>
   <translation>Wird analysiert…</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Close this card</source>
   <translation>Karte schließen</translation>
  </message>
  <message>
   <source>Detected: %1</source>
   <translation>Erkannt: %1</translation>
  </message>
  <message>
   <source>Dropped file</source>
   <translation>Abgelegte Datei</translation>
  </message>
  <message>
   <source>Find similar songs in your library without adding this file</source>
   <translation>Ähnliche Songs in der Bibliothek suchen, ohne diese Datei hinzuzufügen</translation>
  </message>
  <message>
   <source>Mostly %1 (%2)</source>
   <translation>Überwiegend %1 (%2)</translation>
  </message>
  <message>
   <source>No clear mood. Most likely: %1</source>
   <translation>Keine klare Stimmung. Am wahrscheinlichsten: %1</translation>
  </message>
  <message>
   <source>Not in your library</source>
   <translation>Nicht in der Bibliothek</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>Abspielen</translation>
  </message>
  <message>
   <source>Show in library</source>
   <translation>In der Bibliothek zeigen</translation>
  </message>
  <message>
   <source>Similar songs</source>
   <translation>Ähnliche Songs</translation>
  </message>
  <message>
   <source>Valence %1 ± %2, arousal %3 ± %4</source>
   <translation>Valenz %1 ± %2, Aktivierung %3 ± %4</translation>
  </message>
  <message numerus="yes">
   <source>and %Ln more</source>
   <translation>
    <numerusform>und %Ln weitere</numerusform>
    <numerusform>und %Ln weitere</numerusform>
   </translation>
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
  <name>EnergyPlot</name>
  <message>
   <source>%1 from %2</source>
   <translation>%1 ab %2</translation>
  </message>
  <message>
   <source>Click to play from there</source>
   <translation>Klick spielt ab dieser Stelle</translation>
  </message>
  <message>
   <source>Energy and keys over time</source>
   <translation>Energie und Tonarten im Verlauf</translation>
  </message>
  <message>
   <source>No key detected.</source>
   <translation>Keine Tonart erkannt.</translation>
  </message>
 </context>
 <context>
  <name>ExplanationPanel</name>
  <message>
   <source>%1   %2 – %3   %4</source>
   <translation>%1   %2 – %3   %4</translation>
  </message>
  <message>
   <source>%1 over time</source>
   <translation>%1 im Verlauf</translation>
  </message>
  <message>
   <source>About the same throughout: %2 to %3.</source>
   <translation>Durchgehend etwa gleich: %2 bis %3.</translation>
  </message>
  <message>
   <source>Analyzed in one piece: %2 throughout.</source>
   <translation>In einem Stück analysiert: durchgehend %2.</translation>
  </message>
  <message numerus="yes">
   <source>From %2 to %3. Strongest moments for %1:</source>
   <translation>
    <numerusform>Von %2 bis %3. Stärkste Stelle für %1:</numerusform>
    <numerusform>Von %2 bis %3. Stärkste Stellen für %1:</numerusform>
   </translation>
  </message>
  <message>
   <source>Play from %1, where the probability is %2</source>
   <translation>Ab %1 abspielen, dort beträgt die Wahrscheinlichkeit %2</translation>
  </message>
  <message>
   <source>Play from here</source>
   <translation>Ab hier abspielen</translation>
  </message>
  <message>
   <source>There is no timeline of %1 for this song.</source>
   <translation>Für diesen Song gibt es keinen Verlauf von %1.</translation>
  </message>
  <message>
   <source>Why %1</source>
   <translation>Warum %1</translation>
  </message>
 </context>
 <context>
  <name>ExternalRequestsController</name>
  <message>
   <source>The language changes when writing is finished.</source>
   <translation>Die Sprache wechselt, sobald das Schreiben beendet ist.</translation>
  </message>
 </context>
 <context>
  <name>Facets</name>
  <message>
   <source>%1s</source>
   <translation>%1er</translation>
  </message>
  <message>
   <source>Album</source>
   <translation>Album</translation>
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
   <source>Genre</source>
   <translation>Genre</translation>
  </message>
  <message>
   <source>Key</source>
   <translation>Tonart</translation>
  </message>
  <message>
   <source>Rating</source>
   <translation>Bewertung</translation>
  </message>
  <message>
   <source>Year</source>
   <translation>Jahr</translation>
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
   <source>Reason</source>
   <translation>Grund</translation>
  </message>
  <message>
   <source>Select the songs of the selected files in the table, or of all files</source>
   <translation>Die Songs der markierten oder aller Dateien in der Tabelle auswählen</translation>
  </message>
  <message>
   <source>Show in &amp;table</source>
   <translation>In &amp;Tabelle zeigen</translation>
  </message>
 </context>
 <context>
  <name>FolderController</name>
  <message>
   <source>Choose a music folder</source>
   <translation>Musikordner wählen</translation>
  </message>
  <message>
   <source>Choose a song to analyze</source>
   <translation>Song zum Analysieren wählen</translation>
  </message>
  <message>
   <source>No files are deleted. You can keep the analysis and your decisions in case you add the folder again, or delete them.</source>
   <translation>Es werden keine Dateien gelöscht. Analysen und Entscheidungen können für ein späteres Hinzufügen erhalten bleiben oder gelöscht werden.</translation>
  </message>
  <message>
   <source>Remove and &amp;delete results</source>
   <translation>Entfernen und Ergebnisse &amp;löschen</translation>
  </message>
  <message>
   <source>Remove this folder from the library?</source>
   <translation>Diesen Ordner aus der Bibliothek entfernen?</translation>
  </message>
  <message>
   <source>Remove, &amp;keep results</source>
   <translation>Entfernen, &amp;Ergebnisse behalten</translation>
  </message>
 </context>
 <context>
  <name>FoldersPage</name>
  <message>
   <source>&amp;Add folder…</source>
   <translation>Ordner &amp;hinzufügen…</translation>
  </message>
  <message>
   <source>&amp;Remove…</source>
   <translation>&amp;Entfernen…</translation>
  </message>
  <message>
   <source>&amp;Watch these folders</source>
   <translation>Ordner über&amp;wachen</translation>
  </message>
  <message>
   <source>Analysis</source>
   <translation>Analyse</translation>
  </message>
  <message>
   <source>Asks first whether to keep the results</source>
   <translation>Fragt vorher, ob die Ergebnisse erhalten bleiben sollen</translation>
  </message>
  <message>
   <source>Exclude</source>
   <translation>Ausschließen</translation>
  </message>
  <message>
   <source>Library folders</source>
   <translation>Ordner der Bibliothek</translation>
  </message>
  <message>
   <source>Music</source>
   <translation>Musik</translation>
  </message>
  <message>
   <source>Names or full paths of files and folders. * matches any characters, ? a single one: *.wma, Podcasts, */Long mixes. Excluded songs are hidden; their analysis and your decisions are kept.</source>
   <translation>Namen oder vollständige Pfade von Dateien und Ordnern. * steht für beliebige Zeichen, ? für eines: *.wma, Podcasts, */Lange Mixe. Ausgeschlossene Songs werden ausgeblendet; Analysen und Entscheidungen bleiben erhalten.</translation>
  </message>
  <message>
   <source>New and changed songs are analyzed in the background.</source>
   <translation>Neue und geänderte Songs werden im Hintergrund analysiert.</translation>
  </message>
  <message>
   <source>No folders yet. Add one to analyze its songs.</source>
   <translation>Noch keine Ordner. Einen hinzufügen, um seine Songs zu analysieren.</translation>
  </message>
 </context>
 <context>
  <name>FullSpeedController</name>
  <message>
   <source>Full &amp;speed</source>
   <translation>Volle &amp;Geschwindigkeit</translation>
  </message>
  <message>
   <source>Use all cores at full speed; other programs may slow down</source>
   <translation>Alle Kerne mit voller Leistung nutzen; andere Programme können langsamer werden</translation>
  </message>
 </context>
 <context>
  <name>Headline</name>
  <message>
   <source>Quadrant: %1</source>
   <translation>Quadrant: %1</translation>
  </message>
  <message>
   <source>The original analysis is kept</source>
   <translation>Die ursprüngliche Analyse bleibt erhalten</translation>
  </message>
  <message>
   <source>your position</source>
   <translation>eigene Position</translation>
  </message>
 </context>
 <context>
  <name>HighlightStrip</name>
  <message>
   <source>Mood over time</source>
   <translation>Stimmung im Verlauf</translation>
  </message>
  <message>
   <source>No mood selected.</source>
   <translation>Keine Stimmung ausgewählt.</translation>
  </message>
  <message>
   <source>Probability of the mood over time, in %; click to play from there</source>
   <translation>Wahrscheinlichkeit der Stimmung im Verlauf, in %; Klick spielt ab dieser Stelle</translation>
  </message>
 </context>
 <context>
  <name>HistoryController</name>
  <message>
   <source>Not changed</source>
   <translation>Nicht geändert</translation>
  </message>
  <message>
   <source>Show skipped</source>
   <translation>Übersprungene anzeigen</translation>
  </message>
  <message>
   <source>These files or fields were not changed.</source>
   <translation>Diese Dateien oder Felder wurden nicht geändert.</translation>
  </message>
  <message>
   <source>Undo writing tags to %1? The previous tags are restored.</source>
   <translation>Das Schreiben der Tags in %1 rückgängig machen? Die vorherigen Tags werden wiederhergestellt.</translation>
  </message>
  <message>
   <source>Undoing</source>
   <translation>Rückgängig machen</translation>
  </message>
  <message>
   <source>Undone: %1 restored.</source>
   <translation>Rückgängig gemacht: %1 wiederhergestellt.</translation>
  </message>
  <message>
   <source>Write the same tags to %1 again?</source>
   <translation>Dieselben Tags noch einmal in %1 schreiben?</translation>
  </message>
  <message>
   <source>Writing again</source>
   <translation>Erneutes Schreiben</translation>
  </message>
  <message>
   <source>Written again: %1.</source>
   <translation>Erneut geschrieben: %1.</translation>
  </message>
  <message>
   <source>writing tags to %1</source>
   <translation>Schreiben der Tags in %1</translation>
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
   <translation>&amp;Alle anzeigen…</translation>
  </message>
  <message>
   <source>&amp;Undo</source>
   <translation>&amp;Rückgängig machen</translation>
  </message>
  <message>
   <source>&amp;Write again</source>
   <translation>&amp;Erneut schreiben</translation>
  </message>
  <message>
   <source>Accept moods and choose Write tags. You can undo it here later.</source>
   <translation>Stimmungen annehmen und „Tags schreiben“ wählen. Hier lässt es sich rückgängig machen.</translation>
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
   <source>History of written tags</source>
   <translation>Verlauf der geschriebenen Tags</translation>
  </message>
  <message>
   <source>Loading the history…</source>
   <translation>Verlauf wird geladen…</translation>
  </message>
  <message>
   <source>Nothing has been written yet.</source>
   <translation>Noch wurde nichts geschrieben.</translation>
  </message>
  <message>
   <source>S&amp;top</source>
   <translation>A&amp;bbrechen</translation>
  </message>
  <message>
   <source>Status</source>
   <translation>Status</translation>
  </message>
  <message>
   <source>Tag</source>
   <translation>Tag</translation>
  </message>
  <message>
   <source>Undo s&amp;elected</source>
   <translation>Aus&amp;gewählte rückgängig machen</translation>
  </message>
  <message>
   <source>Write selected a&amp;gain</source>
   <translation>Ausge&amp;wählte erneut schreiben</translation>
  </message>
  <message>
   <source>Written</source>
   <translation>Geschrieben</translation>
  </message>
 </context>
 <context>
  <name>Inspector</name>
  <message>
   <source>No other songs analyzed yet.</source>
   <translation>Noch keine anderen Songs analysiert.</translation>
  </message>
  <message>
   <source>No song selected</source>
   <translation>Kein Song ausgewählt</translation>
  </message>
  <message>
   <source>Same recording: %1.</source>
   <translation>Gleiche Aufnahme: %1.</translation>
  </message>
  <message>
   <source>Select a song on the map or in the table to see its moods.</source>
   <translation>Einen Song auf der Karte oder in der Tabelle auswählen, um seine Stimmungen zu sehen.</translation>
  </message>
  <message>
   <source>Song details</source>
   <translation>Songdetails</translation>
  </message>
 </context>
 <context>
  <name>JobCard</name>
  <message>
   <source>%1: %2</source>
   <translation>%1: %2</translation>
  </message>
  <message>
   <source>&amp;Pause</source>
   <translation>&amp;Anhalten</translation>
  </message>
  <message>
   <source>&amp;Resume</source>
   <translation>&amp;Fortsetzen</translation>
  </message>
  <message>
   <source>&amp;Resume anyway</source>
   <translation>&amp;Trotzdem fortsetzen</translation>
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
   <source>Show &amp;details</source>
   <translation>&amp;Details anzeigen</translation>
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
   <translation>%1 Songs/min</translation>
  </message>
  <message>
   <source>%1 songs/s</source>
   <translation>%1 Songs/s</translation>
  </message>
  <message>
   <source>&amp;Hide</source>
   <translation>&amp;Ausblenden</translation>
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
   <source>Hide this panel; jobs keep running</source>
   <translation>Diesen Bereich ausblenden; Aufgaben laufen weiter</translation>
  </message>
  <message>
   <source>Jobs</source>
   <translation>Aufgaben</translation>
  </message>
  <message>
   <source>No jobs running. Scans, tag writing, and other jobs appear here and stay until you clear them.</source>
   <translation>Keine laufenden Aufgaben. Einlesen, Schreiben von Tags und andere Aufgaben erscheinen hier und bleiben, bis sie entfernt werden.</translation>
  </message>
  <message>
   <source>Paused while on battery. Resumes when plugged in.</source>
   <translation>Im Akkubetrieb angehalten. Geht am Netzteil weiter.</translation>
  </message>
  <message>
   <source>Paused. Similar jobs wait until it resumes.</source>
   <translation>Angehalten. Ähnliche Aufgaben warten, bis es weitergeht.</translation>
  </message>
  <message>
   <source>Preparing…</source>
   <translation>Wird vorbereitet…</translation>
  </message>
  <message>
   <source>Progress and results of scans, tag writing, and other jobs</source>
   <translation>Fortschritt und Ergebnisse beim Einlesen, Schreiben von Tags und anderen Aufgaben</translation>
  </message>
  <message>
   <source>Remove finished jobs from the list</source>
   <translation>Fertige Aufgaben aus der Liste entfernen</translation>
  </message>
  <message>
   <source>Stopped. Finished work is kept.</source>
   <translation>Abgebrochen. Fertiges bleibt erhalten.</translation>
  </message>
  <message>
   <source>Stopping…</source>
   <translation>Wird abgebrochen…</translation>
  </message>
  <message>
   <source>Waiting for the previous job</source>
   <translation>Wartet auf die vorherige Aufgabe</translation>
  </message>
  <message>
   <source>Waiting for the scan to finish</source>
   <translation>Wartet auf das Ende des Einlesens</translation>
  </message>
 </context>
 <context>
  <name>JobStatus</name>
  <message>
   <source>%1 of %2</source>
   <translation>%1 von %2</translation>
  </message>
  <message>
   <source>%1 selected</source>
   <translation>%1 ausgewählt</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Cancel scan</source>
   <translation>Einlesen abbrechen</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Pause scan</source>
   <translation>Einlesen anhalten</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>Angehalten</translation>
  </message>
  <message>
   <source>Paused on battery</source>
   <translation>Im Akkubetrieb angehalten</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>Resume scan</source>
   <translation>Einlesen fortsetzen</translation>
  </message>
  <message>
   <source>Scan progress</source>
   <translation>Fortschritt des Einlesens</translation>
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
   <source>&amp;Pause the scan</source>
   <translation>Einlesen &amp;anhalten</translation>
  </message>
  <message>
   <source>&amp;Resume scan</source>
   <translation>Einlesen &amp;fortsetzen</translation>
  </message>
  <message>
   <source>Failed files: %1</source>
   <translation>Fehlgeschlagene Dateien: %1</translation>
  </message>
  <message>
   <source>Jobs</source>
   <translation>Aufgaben</translation>
  </message>
  <message>
   <source>None of these files is in the library.</source>
   <translation>Keine dieser Dateien ist in der Bibliothek.</translation>
  </message>
  <message>
   <source>Pause the scan; finished songs are kept</source>
   <translation>Einlesen anhalten; fertige Songs bleiben erhalten</translation>
  </message>
  <message>
   <source>Progress and results of scans, tag writing, and other jobs</source>
   <translation>Fortschritt und Ergebnisse beim Einlesen, Schreiben von Tags und anderen Aufgaben</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>Show &amp;jobs</source>
   <translation>Au&amp;fgaben anzeigen</translation>
  </message>
  <message>
   <source>The last scan was not finished. Analyzed songs are kept.</source>
   <translation>Das letzte Einlesen wurde nicht beendet. Analysierte Songs bleiben erhalten.</translation>
  </message>
  <message>
   <source>These files were not changed. All others are done.</source>
   <translation>Diese Dateien wurden nicht geändert. Alle anderen sind fertig.</translation>
  </message>
 </context>
 <context>
  <name>LayoutController</name>
  <message>
   <source>&amp;List only</source>
   <translation>Nur &amp;Liste</translation>
  </message>
  <message>
   <source>Both</source>
   <translation>Beide</translation>
  </message>
  <message>
   <source>List</source>
   <translation>Liste</translation>
  </message>
  <message>
   <source>Map</source>
   <translation>Karte</translation>
  </message>
  <message>
   <source>Map &amp;only</source>
   <translation>Nur K&amp;arte</translation>
  </message>
  <message>
   <source>Map and li&amp;st</source>
   <translation>Karte und Li&amp;ste</translation>
  </message>
  <message>
   <source>Page</source>
   <translation>Seite</translation>
  </message>
 </context>
 <context>
  <name>LibraryController</name>
  <message>
   <source>Interrupted writes</source>
   <translation>Unterbrochene Schreibvorgänge</translation>
  </message>
  <message>
   <source>Show details</source>
   <translation>Details anzeigen</translation>
  </message>
  <message>
   <source>The library is open read-only.</source>
   <translation>Die Bibliothek ist schreibgeschützt geöffnet.</translation>
  </message>
  <message>
   <source>You can browse and play songs, but not change anything.</source>
   <translation>Songs lassen sich ansehen und abspielen, aber nicht ändern.</translation>
  </message>
  <message>
   <source>moodtagger was interrupted while writing tags.</source>
   <translation>moodtagger wurde beim Schreiben von Tags unterbrochen.</translation>
  </message>
  <message>
   <source>moodtagger was interrupted while writing tags. No files were damaged.</source>
   <translation>moodtagger wurde beim Schreiben von Tags unterbrochen. Keine Datei wurde beschädigt.</translation>
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
   <source>The old file is kept under another name. The new library is empty: songs are analyzed again, and your decisions remain only in the old file.</source>
   <translation>Die alte Datei bleibt unter einem anderen Namen erhalten. Die neue Bibliothek ist leer: Songs werden neu analysiert, Entscheidungen stehen nur noch in der alten Datei.</translation>
  </message>
  <message>
   <source>The previous library file is kept as %1.</source>
   <translation>Die bisherige Bibliotheksdatei bleibt als %1 erhalten.</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>&amp;About moodtagger</source>
   <translation>Ü&amp;ber moodtagger</translation>
  </message>
  <message>
   <source>&amp;Accept suggestions</source>
   <translation>Vorschläge &amp;annehmen</translation>
  </message>
  <message numerus="yes">
   <source>&amp;Accept suggestions of %Ln song(s)</source>
   <translation>
    <numerusform>Vorschläge für %Ln Song &amp;annehmen</numerusform>
    <numerusform>Vorschläge für %Ln Songs &amp;annehmen</numerusform>
   </translation>
  </message>
  <message>
   <source>&amp;Analyze file</source>
   <translation>&amp;Datei analysieren</translation>
  </message>
  <message>
   <source>&amp;Back 5 seconds</source>
   <translation>5 Sekunden &amp;zurück</translation>
  </message>
  <message>
   <source>&amp;Documentation</source>
   <translation>&amp;Dokumentation</translation>
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
   <translation>Songs &amp;suchen</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <translation>&amp;Hilfe</translation>
  </message>
  <message>
   <source>&amp;History of written tags</source>
   <translation>&amp;Verlauf der geschriebenen Tags</translation>
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
   <source>&amp;Redo</source>
   <translation>&amp;Wiederholen</translation>
  </message>
  <message>
   <source>&amp;Rescan</source>
   <translation>&amp;Neu einlesen</translation>
  </message>
  <message>
   <source>&amp;Undo</source>
   <translation>&amp;Rückgängig</translation>
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
   <source>Accept suggestions of all &amp;shown songs</source>
   <translation>Vorschläge aller ge&amp;zeigten Songs annehmen</translation>
  </message>
  <message>
   <source>Accept the suggested moods of all shown songs; no files are changed yet</source>
   <translation>Die vorgeschlagenen Stimmungen aller angezeigten Songs annehmen; Dateien werden noch nicht geändert</translation>
  </message>
  <message>
   <source>Accept the suggested moods of the selected songs, or of all shown songs</source>
   <translation>Die vorgeschlagenen Stimmungen der ausgewählten oder aller gezeigten Songs annehmen</translation>
  </message>
  <message>
   <source>Add &amp;folder</source>
   <translation>&amp;Ordner hinzufügen</translation>
  </message>
  <message>
   <source>Add a music folder</source>
   <translation>Musikordner hinzufügen</translation>
  </message>
  <message>
   <source>Analyze a file without adding it to the library</source>
   <translation>Eine Datei analysieren, ohne sie zur Bibliothek hinzuzufügen</translation>
  </message>
  <message>
   <source>Choose how accurate suggested moods must be</source>
   <translation>Festlegen, wie genau vorgeschlagene Stimmungen sein müssen</translation>
  </message>
  <message>
   <source>Dar&amp;k</source>
   <translation>&amp;Dunkel</translation>
  </message>
  <message>
   <source>Find new and changed songs in all folders</source>
   <translation>Neue und geänderte Songs in allen Ordnern suchen</translation>
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
   <source>Go to song &amp;details</source>
   <translation>Zu den Song&amp;details</translation>
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
   <source>Go to the &amp;newest message</source>
   <translation>Zur &amp;neuesten Meldung</translation>
  </message>
  <message>
   <source>Go to the &amp;table</source>
   <translation>Zur &amp;Tabelle</translation>
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
   <source>Li&amp;ght</source>
   <translation>&amp;Hell</translation>
  </message>
  <message>
   <source>Play or pause the selected song</source>
   <translation>Ausgewählten Song abspielen oder anhalten</translation>
  </message>
  <message>
   <source>Preview the tag changes, then write them to the files</source>
   <translation>Vorschau der Tag-Änderungen, dann in die Dateien schreiben</translation>
  </message>
  <message>
   <source>S&amp;top</source>
   <translation>A&amp;bbrechen</translation>
  </message>
  <message>
   <source>Select &amp;all shown songs</source>
   <translation>&amp;Alle angezeigten Songs auswählen</translation>
  </message>
  <message>
   <source>Show &amp;details</source>
   <translation>&amp;Details anzeigen</translation>
  </message>
  <message>
   <source>Show all written tags, and undo or redo them file by file</source>
   <translation>Alle geschriebenen Tags zeigen und Datei für Datei zurücknehmen oder wiederholen</translation>
  </message>
  <message>
   <source>Show fi&amp;lters</source>
   <translation>Fi&amp;lter anzeigen</translation>
  </message>
  <message>
   <source>Stop the scan</source>
   <translation>Einlesen abbrechen</translation>
  </message>
  <message>
   <source>Suggestion a&amp;ccuracy</source>
   <translation>&amp;Genauigkeit der Vorschläge</translation>
  </message>
  <message>
   <source>Try the &amp;demo songs</source>
   <translation>&amp;Demo-Songs ausprobieren</translation>
  </message>
  <message>
   <source>Use s&amp;ystem theme</source>
   <translation>S&amp;ystemdesign verwenden</translation>
  </message>
  <message>
   <source>Write tags of s&amp;elected songs</source>
   <translation>Tags der aus&amp;gewählten Songs schreiben</translation>
  </message>
 </context>
 <context>
  <name>MapController</name>
  <message>
   <source>Previous map vie&amp;w</source>
   <translation>Vorherige Kartenan&amp;sicht</translation>
  </message>
  <message>
   <source>Show selection on &amp;map</source>
   <translation>Auswahl auf der &amp;Karte zeigen</translation>
  </message>
  <message>
   <source>Zoom the map to the selected songs</source>
   <translation>Die Karte auf die ausgewählten Songs vergrößern</translation>
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
   <source>A mood of your own.</source>
   <translation>Eine eigene Stimmung.</translation>
  </message>
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
   <translation>Klick oder Taste W zeigt, warum.</translation>
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
   <source>This mood is never accurate enough to be suggested. You can still accept it.</source>
   <translation>Diese Stimmung wird nie genau genug erkannt, um vorgeschlagen zu werden. Sie lässt sich trotzdem annehmen.</translation>
  </message>
  <message>
   <source>This mood is shown but never suggested. You can still accept it.</source>
   <translation>Diese Stimmung wird angezeigt, aber nie vorgeschlagen. Sie lässt sich trotzdem annehmen.</translation>
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
   <source>never suggested</source>
   <translation>nie vorgeschlagen</translation>
  </message>
  <message>
   <source>rejected</source>
   <translation>abgelehnt</translation>
  </message>
  <message>
   <source>suggested</source>
   <translation>vorgeschlagen</translation>
  </message>
  <message>
   <source>undecided</source>
   <translation>unentschieden</translation>
  </message>
 </context>
 <context>
  <name>MoodEditor</name>
  <message>
   <source>&amp;Use:</source>
   <translation>&amp;Verwendung:</translation>
  </message>
  <message>
   <source>Another mood has this name. Choose another one.</source>
   <translation>Eine andere Stimmung heißt schon so. Einen anderen Namen wählen.</translation>
  </message>
  <message>
   <source>At least one mood must stay visible. Hide fewer moods.</source>
   <translation>Mindestens eine Stimmung muss sichtbar bleiben. Weniger ausblenden.</translation>
  </message>
  <message>
   <source>Display &amp;name:</source>
   <translation>Anzeige&amp;name:</translation>
  </message>
  <message>
   <source>Hide</source>
   <translation>Ausblenden</translation>
  </message>
  <message>
   <source>Likely from %1.</source>
   <translation>Wahrscheinlich ab %1.</translation>
  </message>
  <message>
   <source>Minimum &amp;accuracy:</source>
   <translation>Mindest&amp;genauigkeit:</translation>
  </message>
  <message>
   <source>Names can't contain a separator of moods (; or a slash with spaces around it). Choose another name.</source>
   <translation>Namen können kein Trennzeichen für Stimmungen enthalten (; oder einen Schrägstrich mit Leerzeichen). Einen anderen Namen wählen.</translation>
  </message>
  <message>
   <source>Names can't contain line breaks or control characters. Remove them.</source>
   <translation>Namen können keine Zeilenumbrüche oder Steuerzeichen enthalten. Bitte entfernen.</translation>
  </message>
  <message>
   <source>Same as the others (%1)</source>
   <translation>Wie die anderen (%1)</translation>
  </message>
  <message>
   <source>Select one mood</source>
   <translation>Eine Stimmung auswählen</translation>
  </message>
  <message>
   <source>Show, but never suggest</source>
   <translation>Anzeigen, aber nie vorschlagen</translation>
  </message>
  <message>
   <source>Suggest</source>
   <translation>Vorschlagen</translation>
  </message>
  <message numerus="yes">
   <source>Suggested from %1, where it was accurate for %2 of %Ln test song(s).</source>
   <translation>
    <numerusform>Wird ab %1 vorgeschlagen; dort stimmte sie bei %2 von %Ln Testsong.</numerusform>
    <numerusform>Wird ab %1 vorgeschlagen; dort stimmte sie bei %2 von %Ln Testsongs.</numerusform>
   </translation>
  </message>
  <message>
   <source>Suggested from %1.</source>
   <translation>Wird ab %1 vorgeschlagen.</translation>
  </message>
  <message>
   <source>This mood never reaches this accuracy, so it is not suggested. Choose a lower value, or accept it yourself.</source>
   <translation>Diese Stimmung erreicht diese Genauigkeit nie und wird deshalb nicht vorgeschlagen. Einen niedrigeren Wert wählen oder sie selbst annehmen.</translation>
  </message>
  <message>
   <source>This name is too long. Shorten it.</source>
   <translation>Dieser Name ist zu lang. Bitte kürzen.</translation>
  </message>
  <message>
   <source>Type a name.</source>
   <translation>Einen Namen eingeben.</translation>
  </message>
 </context>
 <context>
  <name>MoodMapController</name>
  <message>
   <source>Go to m&amp;oods</source>
   <translation>Zu den Stimmun&amp;gen</translation>
  </message>
  <message>
   <source>Moods</source>
   <translation>Stimmungen</translation>
  </message>
  <message>
   <source>Moods: %1</source>
   <translation>Stimmungen: %1</translation>
  </message>
 </context>
 <context>
  <name>MoodMapPage</name>
  <message numerus="yes">
   <source>%Ln song(s) of %1</source>
   <translation>
    <numerusform>%Ln Song von %1</numerusform>
    <numerusform>%Ln Songs von %1</numerusform>
   </translation>
  </message>
  <message>
   <source>&amp;Clear</source>
   <translation>&amp;Leeren</translation>
  </message>
  <message>
   <source>&amp;Show songs</source>
   <translation>Songs &amp;anzeigen</translation>
  </message>
  <message>
   <source>Any or all of the moods</source>
   <translation>Eine oder alle Stimmungen</translation>
  </message>
  <message>
   <source>Include &amp;likely</source>
   <translation>&amp;Wahrscheinliche einschließen</translation>
  </message>
  <message>
   <source>Include songs where the mood is a likely suggestion, though not a clear one</source>
   <translation>Auch Songs, bei denen die Stimmung wahrscheinlich, aber nicht eindeutig ist</translation>
  </message>
  <message>
   <source>None of %1. Select fewer moods, or “any”.</source>
   <translation>Keiner von %1. Weniger Stimmungen oder „mit einer“ wählen.</translation>
  </message>
  <message>
   <source>Select moods. Similar moods are close together.</source>
   <translation>Stimmungen auswählen. Ähnliche Stimmungen liegen nah beieinander.</translation>
  </message>
  <message>
   <source>Show these songs in the table</source>
   <translation>Diese Songs in der Tabelle zeigen</translation>
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
   <source>Moods by similarity</source>
   <translation>Stimmungen nach Ähnlichkeit</translation>
  </message>
  <message>
   <source>Similar moods are close together. Arrow keys move, Space selects a mood.</source>
   <translation>Ähnliche Stimmungen liegen nah beieinander. Pfeiltasten bewegen, die Leertaste wählt eine Stimmung aus.</translation>
  </message>
 </context>
 <context>
  <name>MoodPanel</name>
  <message>
   <source>Accept suggestions</source>
   <translation>Vorschläge annehmen</translation>
  </message>
  <message>
   <source>All moods</source>
   <translation>Alle Stimmungen</translation>
  </message>
  <message>
   <source>Fewer moods</source>
   <translation>Weniger Stimmungen</translation>
  </message>
  <message>
   <source>Never suggested</source>
   <translation>Nie vorgeschlagen</translation>
  </message>
  <message>
   <source>No clear mood. Most likely:</source>
   <translation>Keine klare Stimmung. Am wahrscheinlichsten:</translation>
  </message>
  <message>
   <source>Show where in the song the mood is strongest</source>
   <translation>Zeigen, wo im Song die Stimmung am stärksten ist</translation>
  </message>
  <message>
   <source>These moods are not accurate enough to be suggested. You can still accept them.</source>
   <translation>Diese Stimmungen werden nicht genau genug erkannt, um vorgeschlagen zu werden. Sie lassen sich trotzdem annehmen.</translation>
  </message>
  <message>
   <source>Why?</source>
   <translation>Warum?</translation>
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
   <source>Add “%1” as a mood of your own</source>
   <translation>„%1“ als eigene Stimmung hinzufügen</translation>
  </message>
  <message>
   <source>Enter accepts, Shift+Enter rejects. Press again to undo.</source>
   <translation>Eingabe nimmt an, Umschalt+Eingabe lehnt ab. Erneut drücken macht es rückgängig.</translation>
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
   <source>Type a mood</source>
   <translation>Stimmung eingeben</translation>
  </message>
  <message>
   <source>Type a mood, known or your own</source>
   <translation>Stimmung eingeben, bekannt oder eigene</translation>
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
   <source>Press %1 to accept, again to reject, once more to clear.</source>
   <translation>%1 nimmt an, noch einmal lehnt ab, ein drittes Mal lässt offen.</translation>
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
   <source>rejected</source>
   <translation>abgelehnt</translation>
  </message>
  <message>
   <source>undecided</source>
   <translation>unentschieden</translation>
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
   <source>found as %1</source>
   <translation>zählt als %1</translation>
  </message>
 </context>
 <context>
  <name>MoodsModel</name>
  <message>
   <source>%1 (not reached)</source>
   <translation>%1 (nicht erreicht)</translation>
  </message>
  <message>
   <source>At least %1</source>
   <translation>Mindestens %1</translation>
  </message>
  <message>
   <source>Display name</source>
   <translation>Anzeigename</translation>
  </message>
  <message>
   <source>Hidden</source>
   <translation>Ausgeblendet</translation>
  </message>
  <message>
   <source>Min. accuracy</source>
   <translation>Mind. Genauigkeit</translation>
  </message>
  <message>
   <source>Mood</source>
   <translation>Stimmung</translation>
  </message>
  <message>
   <source>Shown only</source>
   <translation>Nur angezeigt</translation>
  </message>
  <message>
   <source>Suggested</source>
   <translation>Vorgeschlagen</translation>
  </message>
  <message>
   <source>Use</source>
   <translation>Verwendung</translation>
  </message>
  <message>
   <source>none</source>
   <translation>keine</translation>
  </message>
 </context>
 <context>
  <name>MoodsPage</name>
  <message>
   <source>&amp;No moods for speech (audiobooks, podcasts)</source>
   <translation>&amp;Keine Stimmungen für Sprache (Hörbücher, Podcasts)</translation>
  </message>
  <message>
   <source>&amp;Suggestion accuracy</source>
   <translation>&amp;Genauigkeit der Vorschläge</translation>
  </message>
  <message>
   <source>Measured on songs the model had not analyzed before: the higher the accuracy, the fewer suggestions. Select moods to change how they are used. Decisions about a hidden mood come back when you show it again.</source>
   <translation>Gemessen an Songs, die das Modell nicht kannte: je höher die Genauigkeit, desto weniger Vorschläge. Stimmungen auswählen, um ihre Verwendung zu ändern. Entscheidungen über ausgeblendete Stimmungen kehren mit ihnen zurück.</translation>
  </message>
  <message>
   <source>Moods</source>
   <translation>Stimmungen</translation>
  </message>
  <message>
   <source>Moods appear here when the library is open.</source>
   <translation>Stimmungen erscheinen hier, sobald die Bibliothek geöffnet ist.</translation>
  </message>
  <message>
   <source>Moods of the model</source>
   <translation>Stimmungen des Modells</translation>
  </message>
  <message>
   <source>Suggestion accuracy</source>
   <translation>Genauigkeit der Vorschläge</translation>
  </message>
 </context>
 <context>
  <name>MusicPanel</name>
  <message>
   <source>%1; the file says %2</source>
   <translation>%1; in der Datei: %2</translation>
  </message>
  <message>
   <source>Energy and key</source>
   <translation>Energie und Tonart</translation>
  </message>
  <message>
   <source>Energy: intro %1, peak %2, outro %3</source>
   <translation>Energie: Intro %1, Höhepunkt %2, Outro %3</translation>
  </message>
  <message>
   <source>Key: %1 (%2%)</source>
   <translation>Tonart: %1 (%2 %)</translation>
  </message>
  <message>
   <source>Tempo: %1 BPM, drifts by %2%</source>
   <translation>Tempo: %1 BPM, schwankt um %2 %</translation>
  </message>
  <message>
   <source>Tempo: %1 BPM, steady</source>
   <translation>Tempo: %1 BPM, gleichmäßig</translation>
  </message>
  <message>
   <source>Tempo: no clear beat</source>
   <translation>Tempo: kein klarer Takt</translation>
  </message>
 </context>
 <context>
  <name>NextSongs</name>
  <message>
   <source>Add to set</source>
   <translation>Zum Set hinzufügen</translation>
  </message>
  <message>
   <source>Play a song to see what fits next.</source>
   <translation>Einen Song abspielen, um zu sehen, was danach passt.</translation>
  </message>
  <message>
   <source>What fits after “%1”</source>
   <translation>Was nach „%1“ passt</translation>
  </message>
  <message>
   <source>What fits next</source>
   <translation>Was als Nächstes passt</translation>
  </message>
 </context>
 <context>
  <name>NextSongsController</name>
  <message>
   <source>Songs that fit after the playing one by key, tempo, energy and mood</source>
   <translation>Songs, die nach Tonart, Tempo, Energie und Stimmung auf den laufenden passen</translation>
  </message>
  <message>
   <source>Transition %1</source>
   <translation>Übergang %1</translation>
  </message>
  <message>
   <source>What fits &amp;next</source>
   <translation>Was als &amp;Nächstes passt</translation>
  </message>
 </context>
 <context>
  <name>PathDialog</name>
  <message>
   <source>Clear</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Draw the path of the set through the moods, from start to end.</source>
   <translation>Den Weg des Sets durch die Stimmungen zeichnen, vom Anfang bis zum Ende.</translation>
  </message>
  <message>
   <source>Line on the map</source>
   <translation>Linie auf der Karte</translation>
  </message>
 </context>
 <context>
  <name>PathPlane</name>
  <message>
   <source>Drag to draw. By keys: arrows move, Space adds a point, Backspace removes it.</source>
   <translation>Zum Zeichnen ziehen. Mit Tasten: Pfeile bewegen, die Leertaste fügt einen Punkt hinzu, die Rücktaste entfernt ihn.</translation>
  </message>
  <message>
   <source>Line on the map</source>
   <translation>Linie auf der Karte</translation>
  </message>
 </context>
 <context>
  <name>PatternList</name>
  <message>
   <source>&amp;Exclude</source>
   <translation>&amp;Ausschließen</translation>
  </message>
  <message>
   <source>&amp;Include again</source>
   <translation>&amp;Wieder einschließen</translation>
  </message>
  <message>
   <source>Already excluded.</source>
   <translation>Bereits ausgeschlossen.</translation>
  </message>
  <message>
   <source>Excluded files and folders</source>
   <translation>Ausgeschlossene Dateien und Ordner</translation>
  </message>
  <message>
   <source>Name or path, such as *.wma</source>
   <translation>Name oder Pfad, zum Beispiel *.wma</translation>
  </message>
  <message>
   <source>Names can't contain line breaks or control characters. Remove them.</source>
   <translation>Namen können keine Zeilenumbrüche oder Steuerzeichen enthalten. Bitte entfernen.</translation>
  </message>
  <message>
   <source>Pattern to exclude</source>
   <translation>Auszuschließendes Muster</translation>
  </message>
  <message>
   <source>This name is too long. Shorten it.</source>
   <translation>Dieser Name ist zu lang. Bitte kürzen.</translation>
  </message>
  <message>
   <source>This would exclude every song. Add part of a name.</source>
   <translation>Das würde alle Songs ausschließen. Einen Teil des Namens ergänzen.</translation>
  </message>
  <message>
   <source>Type a name or path first.</source>
   <translation>Zuerst einen Namen oder Pfad eingeben.</translation>
  </message>
 </context>
 <context>
  <name>PersonalNote</name>
  <message>
   <source>Adjusted to your taste.
Original analysis: %1, valence %2, arousal %3</source>
   <translation>An den eigenen Geschmack angepasst.
Ursprüngliche Analyse: %1, Valenz %2, Energie %3</translation>
  </message>
  <message>
   <source>Show the original analysis of all songs</source>
   <translation>Bei allen Songs die ursprüngliche Analyse zeigen</translation>
  </message>
  <message>
   <source>Stop adjusting to your taste</source>
   <translation>Nicht mehr an den eigenen Geschmack anpassen</translation>
  </message>
  <message>
   <source>Turn off</source>
   <translation>Ausschalten</translation>
  </message>
 </context>
 <context>
  <name>PlanePicker</name>
  <message>
   <source>Click, or use the arrow keys. Hold Shift for larger steps, Ctrl for smaller ones.</source>
   <translation>Klicken oder die Pfeiltasten benutzen. Umschalt macht größere, Strg kleinere Schritte.</translation>
  </message>
  <message>
   <source>Mood map</source>
   <translation>Stimmungskarte</translation>
  </message>
  <message>
   <source>No position chosen yet.</source>
   <translation>Noch keine Position gewählt.</translation>
  </message>
 </context>
 <context>
  <name>PlaybackController</name>
  <message>
   <source>Add to &amp;queue</source>
   <translation>Zur &amp;Warteschlange hinzufügen</translation>
  </message>
  <message>
   <source>Added %1 to the queue.</source>
   <translation>%1 zur Warteschlange hinzugefügt.</translation>
  </message>
  <message>
   <source>Ne&amp;xt song</source>
   <translation>Näc&amp;hster Titel</translation>
  </message>
  <message>
   <source>Play &amp;next</source>
   <translation>Als &amp;Nächstes spielen</translation>
  </message>
  <message>
   <source>Play the selected songs after the current one</source>
   <translation>Die ausgewählten Titel nach dem aktuellen abspielen</translation>
  </message>
  <message>
   <source>Play the selected songs after the queued ones</source>
   <translation>Die ausgewählten Titel nach der Warteschlange abspielen</translation>
  </message>
  <message>
   <source>Pre&amp;vious song</source>
   <translation>&amp;Vorheriger Titel</translation>
  </message>
  <message numerus="yes">
   <source>Skipped %Ln song(s): the files are missing.</source>
   <translation>
    <numerusform>%Ln Titel übersprungen: Die Datei fehlt.</numerusform>
    <numerusform>%Ln Titel übersprungen: Die Dateien fehlen.</numerusform>
   </translation>
  </message>
  <message>
   <source>Skipped “%1”: the file is missing.</source>
   <translation>„%1“ übersprungen: Die Datei fehlt.</translation>
  </message>
  <message>
   <source>The file is missing.</source>
   <translation>Die Datei fehlt.</translation>
  </message>
 </context>
 <context>
  <name>Player</name>
  <message>
   <source>Couldn't play this song (%1).</source>
   <translation>Song konnte nicht abgespielt werden (%1).</translation>
  </message>
 </context>
 <context>
  <name>PlayerBar</name>
  <message>
   <source>Double-click a song to play it</source>
   <translation>Doppelklick spielt einen Song ab</translation>
  </message>
  <message>
   <source>Elapsed</source>
   <translation>Verstrichen</translation>
  </message>
  <message>
   <source>Length</source>
   <translation>Länge</translation>
  </message>
  <message>
   <source>Next song</source>
   <translation>Nächster Titel</translation>
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
   <source>Playback position</source>
   <translation>Wiedergabeposition</translation>
  </message>
  <message>
   <source>Previous song</source>
   <translation>Vorheriger Titel</translation>
  </message>
 </context>
 <context>
  <name>PlaylistController</name>
  <message>
   <source>Other playlists (*.pls *.xspf)</source>
   <translation>Andere Playlists (*.pls *.xspf)</translation>
  </message>
  <message>
   <source>Playlists (*.m3u8)</source>
   <translation>Playlists (*.m3u8)</translation>
  </message>
  <message>
   <source>Save as playlist</source>
   <translation>Als Playlist speichern</translation>
  </message>
  <message>
   <source>Saved %1 to playlist “%2”.</source>
   <translation>%1 in der Playlist „%2“ gespeichert.</translation>
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
  <name>PlaylistDialogs</name>
  <message>
   <source>Name:</source>
   <translation>Name:</translation>
  </message>
 </context>
 <context>
  <name>PlaylistFilesController</name>
  <message numerus="yes">
   <source>%Ln song(s) are not in the library yet.</source>
   <translation>
    <numerusform>%Ln Song ist noch nicht in der Bibliothek.</numerusform>
    <numerusform>%Ln Songs sind noch nicht in der Bibliothek.</numerusform>
   </translation>
  </message>
  <message>
   <source>Export playlist</source>
   <translation>Playlist exportieren</translation>
  </message>
  <message>
   <source>Import playlist</source>
   <translation>Playlist importieren</translation>
  </message>
  <message>
   <source>Imported “%1”: %2.</source>
   <translation>„%1“ importiert: %2.</translation>
  </message>
  <message>
   <source>Playlists (%1)</source>
   <translation>Playlists (%1)</translation>
  </message>
  <message>
   <source>Playlists (*.m3u8)</source>
   <translation>Playlists (*.m3u8)</translation>
  </message>
  <message>
   <source>Saved playlist “%1”.</source>
   <translation>Playlist „%1“ gespeichert.</translation>
  </message>
  <message>
   <source>Serato crates (*.crate)</source>
   <translation>Serato-Crates (*.crate)</translation>
  </message>
  <message>
   <source>Smart playlists for Navidrome (*.nsp)</source>
   <translation>Intelligente Playlists für Navidrome (*.nsp)</translation>
  </message>
  <message>
   <source>Traktor collections (*.nml)</source>
   <translation>Traktor-Sammlungen (*.nml)</translation>
  </message>
  <message>
   <source>import of “%1”</source>
   <translation>Import von „%1“</translation>
  </message>
  <message>
   <source>rekordbox collections (*.xml)</source>
   <translation>rekordbox-Sammlungen (*.xml)</translation>
  </message>
 </context>
 <context>
  <name>PlaylistsController</name>
  <message>
   <source>&amp;Edit</source>
   <translation>&amp;Bearbeiten</translation>
  </message>
  <message>
   <source>&amp;Export</source>
   <translation>&amp;Exportieren</translation>
  </message>
  <message>
   <source>&amp;Import</source>
   <translation>&amp;Importieren</translation>
  </message>
  <message>
   <source>&amp;Import playlist</source>
   <translation>Playlist &amp;importieren</translation>
  </message>
  <message>
   <source>&amp;New playlist</source>
   <translation>&amp;Neue Playlist</translation>
  </message>
  <message>
   <source>&amp;Rename</source>
   <translation>&amp;Umbenennen</translation>
  </message>
  <message>
   <source>Move down in the playlist</source>
   <translation>In der Playlist nach unten</translation>
  </message>
  <message>
   <source>Move up in the playlist</source>
   <translation>In der Playlist nach oben</translation>
  </message>
  <message>
   <source>New pla&amp;ylist</source>
   <translation>Neue Pla&amp;ylist</translation>
  </message>
  <message>
   <source>New playlist</source>
   <translation>Neue Playlist</translation>
  </message>
  <message>
   <source>Playlists</source>
   <translation>Playlists</translation>
  </message>
  <message>
   <source>Remo&amp;ve</source>
   <translation>E&amp;ntfernen</translation>
  </message>
  <message>
   <source>Remove from the playlist</source>
   <translation>Aus der Playlist entfernen</translation>
  </message>
  <message>
   <source>Rename playlist</source>
   <translation>Playlist umbenennen</translation>
  </message>
  <message>
   <source>Save search as s&amp;mart playlist</source>
   <translation>Suche als i&amp;ntelligente Playlist sichern</translation>
  </message>
  <message>
   <source>Smart playlists</source>
   <translation>Intelligente Playlists</translation>
  </message>
  <message>
   <source>These songs are already in “%1”.</source>
   <translation>Diese Songs sind schon in „%1“.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>change of “%1”</source>
   <translation>Änderung von „%1“</translation>
  </message>
  <message>
   <source>new playlist “%1”</source>
   <translation>neue Playlist „%1“</translation>
  </message>
  <message>
   <source>order of “%1”</source>
   <translation>Reihenfolge von „%1“</translation>
  </message>
  <message>
   <source>removal of “%1”</source>
   <translation>Entfernen von „%1“</translation>
  </message>
  <message>
   <source>rename of “%1”</source>
   <translation>Umbenennen von „%1“</translation>
  </message>
  <message>
   <source>songs added to “%1”</source>
   <translation>Songs zu „%1“ hinzugefügt</translation>
  </message>
  <message>
   <source>songs removed from “%1”</source>
   <translation>Songs aus „%1“ entfernt</translation>
  </message>
 </context>
 <context>
  <name>PowerController</name>
  <message>
   <source>Never pause</source>
   <translation>Nie anhalten</translation>
  </message>
  <message>
   <source>Resume anyway</source>
   <translation>Trotzdem fortsetzen</translation>
  </message>
  <message>
   <source>The scan is paused while on battery and resumes when plugged in.</source>
   <translation>Das Einlesen pausiert im Akkubetrieb und geht am Netzteil weiter.</translation>
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
   <source>Suggestions are now at least %1 accurate; %2 can be suggested.</source>
   <translation>Vorschläge sind jetzt zu mindestens %1 richtig; %2 kommen infrage.</translation>
  </message>
 </context>
 <context>
  <name>PrecisionDialog</name>
  <message>
   <source>%1 (default)</source>
   <translation>%1 (Standard)</translation>
  </message>
  <message>
   <source>%1 moods can be suggested</source>
   <translation>%1 Stimmungen können vorgeschlagen werden</translation>
  </message>
  <message>
   <source>%1 of %2</source>
   <translation>%1 von %2</translation>
  </message>
  <message numerus="yes">
   <source>%Ln song(s) have suggestions</source>
   <translation>
    <numerusform>%Ln Song hat Vorschläge</numerusform>
    <numerusform>%Ln Songs haben Vorschläge</numerusform>
   </translation>
  </message>
  <message>
   <source>Accuracy</source>
   <translation>Genauigkeit</translation>
  </message>
  <message>
   <source>At least %1</source>
   <translation>Mindestens %1</translation>
  </message>
  <message>
   <source>Core moods that can be suggested</source>
   <translation>Kernstimmungen, die vorgeschlagen werden können</translation>
  </message>
  <message>
   <source>Counting…</source>
   <translation>Wird gezählt…</translation>
  </message>
  <message>
   <source>How accurate must a mood be to be suggested? Accuracy is measured on songs the model had not analyzed before.</source>
   <translation>Wie genau muss eine Stimmung erkannt werden, um vorgeschlagen zu werden? Gemessen an Songs, die das Modell nicht kannte.</translation>
  </message>
  <message>
   <source>Moods</source>
   <translation>Stimmungen</translation>
  </message>
  <message>
   <source>Songs</source>
   <translation>Songs</translation>
  </message>
  <message>
   <source>Songs with suggestions</source>
   <translation>Songs mit Vorschlägen</translation>
  </message>
  <message>
   <source>Suggestion accuracy</source>
   <translation>Genauigkeit der Vorschläge</translation>
  </message>
  <message>
   <source>The higher the accuracy, the fewer suggestions. Moods that never reach it are not suggested; you can still accept them. Your decisions and files don't change.</source>
   <translation>Je höher die Genauigkeit, desto weniger Vorschläge. Stimmungen, die sie nie erreichen, werden nicht vorgeschlagen, lassen sich aber annehmen. Entscheidungen und Dateien bleiben, wie sie sind.</translation>
  </message>
 </context>
 <context>
  <name>PreviewDialog</name>
  <message>
   <source>%1 in %2 will change</source>
   <translation>%1 in %2 werden geändert</translation>
  </message>
  <message numerus="yes">
   <source>%Ln file(s) unchanged.</source>
   <translation>
    <numerusform>%Ln Datei unverändert.</numerusform>
    <numerusform>%Ln Dateien unverändert.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln tag(s)</source>
   <translation>
    <numerusform>%Ln Tag</numerusform>
    <numerusform>%Ln Tags</numerusform>
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
   <source>Accept moods first. Only accepted moods are written.</source>
   <translation>Zuerst Stimmungen annehmen. Nur angenommene werden geschrieben.</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Nothing has been written yet.</source>
   <translation>Noch wurde nichts geschrieben.</translation>
  </message>
  <message>
   <source>Nothing to change</source>
   <translation>Nichts zu ändern</translation>
  </message>
  <message>
   <source>Reading %1 of %2</source>
   <translation>%1 von %2 werden gelesen</translation>
  </message>
  <message>
   <source>Reading tags…</source>
   <translation>Tags werden gelesen…</translation>
  </message>
  <message>
   <source>Select &amp;all</source>
   <translation>Alle aus&amp;wählen</translation>
  </message>
  <message>
   <source>Select &amp;none</source>
   <translation>&amp;Keine auswählen</translation>
  </message>
  <message>
   <source>Something went wrong</source>
   <translation>Etwas ist schiefgegangen</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>The audio is never touched, and every change can be undone.</source>
   <translation>Die Audiodaten bleiben unangetastet, und jede Änderung lässt sich rückgängig machen.</translation>
  </message>
  <message>
   <source>Write tags</source>
   <translation>Tags schreiben</translation>
  </message>
  <message>
   <source>Writing %1 of %2</source>
   <translation>%1 von %2 werden geschrieben</translation>
  </message>
 </context>
 <context>
  <name>ProblemPage</name>
  <message>
   <source>Couldn't open the library</source>
   <translation>Bibliothek konnte nicht geöffnet werden</translation>
  </message>
  <message>
   <source>Restore a &amp;backup</source>
   <translation>&amp;Sicherung wiederherstellen</translation>
  </message>
  <message>
   <source>Start a &amp;new library…</source>
   <translation>&amp;Neue Bibliothek anlegen…</translation>
  </message>
  <message>
   <source>Try &amp;again</source>
   <translation>Noch &amp;einmal versuchen</translation>
  </message>
 </context>
 <context>
  <name>QueueButton</name>
  <message>
   <source>Queue</source>
   <translation>Warteschlange</translation>
  </message>
  <message>
   <source>Queue %1</source>
   <translation>Warteschlange %1</translation>
  </message>
  <message numerus="yes">
   <source>Queue: %Ln song(s)</source>
   <translation>
    <numerusform>Warteschlange: %Ln Titel</numerusform>
    <numerusform>Warteschlange: %Ln Titel</numerusform>
   </translation>
  </message>
  <message>
   <source>Show the songs that play next</source>
   <translation>Zeigen, was als Nächstes gespielt wird</translation>
  </message>
 </context>
 <context>
  <name>QueueList</name>
  <message>
   <source>Queue</source>
   <translation>Warteschlange</translation>
  </message>
 </context>
 <context>
  <name>QueuePopup</name>
  <message numerus="yes">
   <source>%Ln more song(s)</source>
   <translation>
    <numerusform>%Ln weiterer Titel</numerusform>
    <numerusform>%Ln weitere Titel</numerusform>
   </translation>
  </message>
  <message>
   <source>&amp;Remove</source>
   <translation>&amp;Entfernen</translation>
  </message>
  <message>
   <source>(removed from the library)</source>
   <translation>(aus der Bibliothek entfernt)</translation>
  </message>
  <message>
   <source>C&amp;lear</source>
   <translation>&amp;Leeren</translation>
  </message>
  <message>
   <source>Drag to reorder, or use Alt+Up and Alt+Down. Delete removes.</source>
   <translation>Zum Umordnen ziehen oder Alt+Auf und Alt+Ab drücken. Entf entfernt.</translation>
  </message>
  <message>
   <source>No songs are queued. Select songs and choose Add to queue, or double-click a song to play the list from there.</source>
   <translation>Die Warteschlange ist leer. Titel auswählen und „Zur Warteschlange hinzufügen“ wählen, oder einen Titel doppelklicken, um die Liste ab dort zu spielen.</translation>
  </message>
  <message>
   <source>Queue</source>
   <translation>Warteschlange</translation>
  </message>
 </context>
 <context>
  <name>ReanalysisController</name>
  <message>
   <source>%1 failed (previous analysis kept)</source>
   <translation>%1 fehlgeschlagen (bisherige Analyse bleibt)</translation>
  </message>
  <message>
   <source>%1 missing or changed (rescan to update)</source>
   <translation>%1 fehlen oder sind geändert (neu einlesen)</translation>
  </message>
  <message>
   <source>%1 updated</source>
   <translation>%1 aktualisiert</translation>
  </message>
  <message>
   <source>&amp;Update analysis with the current model</source>
   <translation>Analyse mit dem a&amp;ktuellen Modell aktualisieren</translation>
  </message>
  <message>
   <source>Analyzing completely: %1</source>
   <translation>Wird vollständig analysiert: %1</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>Fertig</translation>
  </message>
  <message>
   <source>Not now</source>
   <translation>Jetzt nicht</translation>
  </message>
  <message>
   <source>Re-analyze songs that were analyzed with an older model, or only quickly</source>
   <translation>Songs neu analysieren, die mit einem älteren Modell oder nur schnell analysiert wurden</translation>
  </message>
  <message>
   <source>Stopped</source>
   <translation>Abgebrochen</translation>
  </message>
  <message>
   <source>The analysis of all songs is up to date.</source>
   <translation>Die Analyse aller Songs ist aktuell.</translation>
  </message>
  <message>
   <source>Updating analysis: %1</source>
   <translation>Analyse wird aktualisiert: %1</translation>
  </message>
  <message>
   <source>Updating the analysis of %1 in the background. Until then you see the previous results.</source>
   <translation>Die Analyse von %1 wird im Hintergrund aktualisiert. Bis dahin sind die bisherigen Ergebnisse zu sehen.</translation>
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
   <source>Beats per minute from the file's tags, or detected</source>
   <translation>Schläge pro Minute aus den Tags der Datei oder erkannt</translation>
  </message>
  <message>
   <source>Reason</source>
   <translation>Grund</translation>
  </message>
  <message>
   <source>Title</source>
   <translation>Titel</translation>
  </message>
  <message>
   <source>unknown</source>
   <translation>unbekannt</translation>
  </message>
 </context>
 <context>
  <name>ResultsTable</name>
  <message>
   <source>Similar songs</source>
   <translation>Ähnliche Songs</translation>
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
   <source>Go to re&amp;view</source>
   <translation>Zum &amp;Prüfen</translation>
  </message>
  <message>
   <source>No mood is suggested for this song. Press 1 to 9 to accept one, or E to find any.</source>
   <translation>Für diesen Song wird keine Stimmung vorgeschlagen. 1 bis 9 nimmt eine an, E sucht eine beliebige.</translation>
  </message>
  <message>
   <source>No songs match the filters on the left.</source>
   <translation>Keine Songs passen zu den Filtern links.</translation>
  </message>
  <message>
   <source>No songs yet.
Add a music folder, or drop one here.</source>
   <translation>Noch keine Songs.
Einen Musikordner hinzufügen oder hier ablegen.</translation>
  </message>
  <message>
   <source>None of the shown songs match.
Choose other songs above.</source>
   <translation>Keiner der angezeigten Songs passt.
Oben andere Songs wählen.</translation>
  </message>
  <message>
   <source>Nothing left to review among the shown songs. Press W to write tags.
Or choose other songs above, or “All songs” on the left.</source>
   <translation>Unter den gezeigten Songs ist nichts mehr zu prüfen. W schreibt die Tags.
Oder oben andere Songs wählen, oder links „Alle Songs“.</translation>
  </message>
  <message>
   <source>Re&amp;view selected songs</source>
   <translation>Ausgewählte Songs &amp;prüfen</translation>
  </message>
  <message>
   <source>Rejected for “%1”: %2</source>
   <translation>Abgelehnt für „%1“: %2</translation>
  </message>
  <message>
   <source>Review</source>
   <translation>Prüfen</translation>
  </message>
  <message>
   <source>This is the first song.</source>
   <translation>Das ist der erste Song.</translation>
  </message>
  <message>
   <source>This is the last song.</source>
   <translation>Das ist der letzte Song.</translation>
  </message>
  <message>
   <source>Undecided again for “%1”: %2</source>
   <translation>Wieder offen für „%1“: %2</translation>
  </message>
  <message>
   <source>Undone for “%1”: %2</source>
   <translation>Rückgängig gemacht für „%1“: %2</translation>
  </message>
  <message>
   <source>Undone: %1</source>
   <translation>Rückgängig gemacht: %1</translation>
  </message>
 </context>
 <context>
  <name>ReviewPage</name>
  <message>
   <source>%1 of %2 · %3 decided</source>
   <translation>%1 von %2 · %3 entschieden</translation>
  </message>
  <message>
   <source>%1 or %2</source>
   <translation>%1 oder %2</translation>
  </message>
  <message>
   <source>A accepts all moods of this song, R rejects them, 1 to 9 switch single moods, N and P go to the next and previous song, Space plays, E finds any mood or adds one of your own, U undoes the last step, W writes tags.</source>
   <translation>A nimmt alle Stimmungen dieses Songs an, R lehnt sie ab, 1 bis 9 schalten einzelne um, N und P gehen zum nächsten und vorigen Song, die Leertaste spielt ab, E findet jede Stimmung oder fügt eine eigene hinzu, U macht den letzten Schritt rückgängig, W schreibt Tags.</translation>
  </message>
  <message>
   <source>Accept all</source>
   <translation>Alle annehmen</translation>
  </message>
  <message>
   <source>Accept by confidence</source>
   <translation>Nach Sicherheit</translation>
  </message>
  <message>
   <source>All analyzed</source>
   <translation>Alle analysierten</translation>
  </message>
  <message>
   <source>Back to all shown songs</source>
   <translation>Zurück zu allen angezeigten Songs</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>No clear mood</source>
   <translation>Stimmung unklar</translation>
  </message>
  <message>
   <source>No songs yet.
Add a music folder, or try the demo songs.</source>
   <translation>Noch keine Songs.
Einen Musikordner hinzufügen oder die Demo-Songs ausprobieren.</translation>
  </message>
  <message>
   <source>Only songs that match the filters on the left</source>
   <translation>Nur Songs, die zu den Filtern links passen</translation>
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
   <translation>Prüfen</translation>
  </message>
  <message>
   <source>Review progress</source>
   <translation>Fortschritt beim Prüfen</translation>
  </message>
  <message>
   <source>Songs to review</source>
   <translation>Zu prüfende Songs</translation>
  </message>
  <message>
   <source>To review</source>
   <translation>Zu prüfen</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Write tags</source>
   <translation>Tags schreiben</translation>
  </message>
 </context>
 <context>
  <name>RulesPanel</name>
  <message>
   <source>BPM from </source>
   <translation>BPM ab </translation>
  </message>
  <message>
   <source>BPM from: any</source>
   <translation>BPM ab: beliebig</translation>
  </message>
  <message>
   <source>BPM to </source>
   <translation>BPM bis </translation>
  </message>
  <message>
   <source>BPM to: any</source>
   <translation>BPM bis: beliebig</translation>
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
   <source>Custom</source>
   <translation>Eigener Verlauf</translation>
  </message>
  <message>
   <source>Energy over time</source>
   <translation>Energie im Verlauf</translation>
  </message>
  <message>
   <source>Highest tempo</source>
   <translation>Höchstes Tempo</translation>
  </message>
  <message>
   <source>Include half and double tempo</source>
   <translation>Halbes und doppeltes Tempo einbeziehen</translation>
  </message>
  <message>
   <source>Keys that may follow each other</source>
   <translation>Tonarten, die aufeinander folgen dürfen</translation>
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
   <source>Line on the map…</source>
   <translation>Linie auf der Karte …</translation>
  </message>
  <message>
   <source>Lowest tempo</source>
   <translation>Niedrigstes Tempo</translation>
  </message>
  <message>
   <source>Max. per artist: </source>
   <translation>Max. pro Interpret: </translation>
  </message>
  <message>
   <source>Maximum tempo change</source>
   <translation>Größte Tempoänderung</translation>
  </message>
  <message>
   <source>More rules</source>
   <translation>Weitere Regeln</translation>
  </message>
  <message>
   <source>Only shown songs</source>
   <translation>Nur angezeigte Songs</translation>
  </message>
  <message>
   <source>Peak late</source>
   <translation>Höhepunkt spät</translation>
  </message>
  <message>
   <source>Set length</source>
   <translation>Länge des Sets</translation>
  </message>
  <message>
   <source>Songs per artist</source>
   <translation>Songs pro Interpret</translation>
  </message>
  <message>
   <source>Steady</source>
   <translation>Gleichmäßig</translation>
  </message>
  <message>
   <source>Unit of the set length</source>
   <translation>Einheit der Länge</translation>
  </message>
  <message>
   <source>Unlimited per artist</source>
   <translation>Unbegrenzt pro Interpret</translation>
  </message>
  <message>
   <source>Use only songs that match the current filter</source>
   <translation>Nur Songs verwenden, die zum aktuellen Filter passen</translation>
  </message>
  <message>
   <source>Waves</source>
   <translation>Wellen</translation>
  </message>
  <message>
   <source>minutes</source>
   <translation>Minuten</translation>
  </message>
  <message>
   <source>songs</source>
   <translation>Songs</translation>
  </message>
  <message>
   <source>Δ BPM ≤ </source>
   <translation>Δ BPM ≤ </translation>
  </message>
 </context>
 <context>
  <name>Runner</name>
  <message>
   <source>Nothing was changed. Please try again.</source>
   <translation>Nichts wurde geändert. Bitte noch einmal versuchen.</translation>
  </message>
  <message>
   <source>Something went wrong in moodtagger (%1).</source>
   <translation>In moodtagger ist ein Fehler aufgetreten (%1).</translation>
  </message>
 </context>
 <context>
  <name>ScanController</name>
  <message>
   <source>%1 analyzed</source>
   <translation>%1 analysiert</translation>
  </message>
  <message>
   <source>%1 failed</source>
   <translation>%1 fehlgeschlagen</translation>
  </message>
  <message>
   <source>%1 found</source>
   <translation>%1 gefunden</translation>
  </message>
  <message>
   <source>%1 missing (results kept)</source>
   <translation>%1 fehlen (Ergebnisse bleiben)</translation>
  </message>
  <message numerus="yes">
   <source>%Ln file(s) skipped</source>
   <translation>
    <numerusform>%Ln Datei übersprungen</numerusform>
    <numerusform>%Ln Dateien übersprungen</numerusform>
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
   <source>Couldn't analyze</source>
   <translation>Nicht analysiert</translation>
  </message>
  <message>
   <source>Looking for songs…</source>
   <translation>Songs werden gesucht…</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>Scan finished</source>
   <translation>Einlesen beendet</translation>
  </message>
  <message>
   <source>Scan stopped</source>
   <translation>Einlesen abgebrochen</translation>
  </message>
  <message>
   <source>Scanning %1</source>
   <translation>Einlesen von %1</translation>
  </message>
  <message>
   <source>Show details</source>
   <translation>Details anzeigen</translation>
  </message>
  <message>
   <source>Show skipped</source>
   <translation>Übersprungene anzeigen</translation>
  </message>
  <message>
   <source>Skipped files</source>
   <translation>Übersprungene Dateien</translation>
  </message>
  <message>
   <source>Starts after the current scan.</source>
   <translation>Beginnt nach dem laufenden Einlesen.</translation>
  </message>
  <message>
   <source>These files were not changed. All other songs are done.</source>
   <translation>Diese Dateien wurden nicht geändert. Alle anderen Songs sind fertig.</translation>
  </message>
  <message>
   <source>These files were not recognized as songs and were not changed.</source>
   <translation>Diese Dateien wurden nicht als Songs erkannt und nicht geändert.</translation>
  </message>
 </context>
 <context>
  <name>SearchBox</name>
  <message>
   <source>Album</source>
   <translation>Album</translation>
  </message>
  <message>
   <source>Artist</source>
   <translation>Interpret</translation>
  </message>
  <message>
   <source>Clear the search</source>
   <translation>Suche leeren</translation>
  </message>
  <message>
   <source>Fields</source>
   <translation>Felder</translation>
  </message>
  <message>
   <source>Genre</source>
   <translation>Genre</translation>
  </message>
  <message>
   <source>Mood</source>
   <translation>Stimmung</translation>
  </message>
  <message>
   <source>Search songs</source>
   <translation>Songs suchen</translation>
  </message>
  <message>
   <source>Search titles, moods, bpm:120-128, energy:&gt;6</source>
   <translation>Titel, Stimmungen, bpm:120-128, energy:&gt;6</translation>
  </message>
  <message>
   <source>What can I search for?</source>
   <translation>Wonach kann ich suchen?</translation>
  </message>
  <message>
   <source>Words</source>
   <translation>Wörter</translation>
  </message>
  <message>
   <source>a minus excludes</source>
   <translation>ein Minus schließt aus</translation>
  </message>
  <message>
   <source>a range</source>
   <translation>ein Bereich</translation>
  </message>
  <message>
   <source>either of them</source>
   <translation>eins von beiden</translation>
  </message>
  <message>
   <source>in title, artist, album, genre, moods, or path</source>
   <translation>in Titel, Interpret, Album, Genre, Stimmungen oder Pfad</translation>
  </message>
  <message>
   <source>more than; also &lt;, &gt;=, &lt;=</source>
   <translation>mehr als; auch &lt;, &gt;=, &lt;=</translation>
  </message>
  <message>
   <source>one of several values</source>
   <translation>einer von mehreren Werten</translation>
  </message>
  <message>
   <source>these words side by side</source>
   <translation>diese Wörter nebeneinander</translation>
  </message>
  <message>
   <source>without any value</source>
   <translation>ohne Wert</translation>
  </message>
  <message>
   <source>without this word</source>
   <translation>ohne dieses Wort</translation>
  </message>
 </context>
 <context>
  <name>SearchPopup</name>
  <message>
   <source>Suggestions</source>
   <translation>Vorschläge</translation>
  </message>
 </context>
 <context>
  <name>SeekBarColorButton</name>
  <message>
   <source>Color the seek bar by</source>
   <translation>Suchleiste färben nach</translation>
  </message>
  <message>
   <source>Quadrant</source>
   <translation>Quadrant</translation>
  </message>
  <message>
   <source>Seek bar: %1</source>
   <translation>Suchleiste: %1</translation>
  </message>
 </context>
 <context>
  <name>SelectionSummary</name>
  <message numerus="yes">
   <source>%Ln song(s) selected</source>
   <translation>
    <numerusform>%Ln Song ausgewählt</numerusform>
    <numerusform>%Ln Songs ausgewählt</numerusform>
   </translation>
  </message>
  <message>
   <source>Accept suggestions (%1)</source>
   <translation>Vorschläge annehmen (%1)</translation>
  </message>
  <message>
   <source>Average arousal %1, %2</source>
   <translation>Aktivierung im Mittel %1, %2</translation>
  </message>
  <message>
   <source>Average valence %1, %2</source>
   <translation>Valenz im Mittel %1, %2</translation>
  </message>
  <message>
   <source>Most common moods: %1</source>
   <translation>Häufigste Stimmungen: %1</translation>
  </message>
  <message>
   <source>Not analyzed yet.</source>
   <translation>Noch nicht analysiert.</translation>
  </message>
  <message>
   <source>Total length: %1</source>
   <translation>Gesamtlänge: %1</translation>
  </message>
 </context>
 <context>
  <name>SetController</name>
  <message>
   <source>%1 to %2: %3</source>
   <translation>%1 zu %2: %3</translation>
  </message>
  <message numerus="yes">
   <source>%n more transitions do not fit.</source>
   <translation>
    <numerusform>%n weiterer Übergang passt nicht.</numerusform>
    <numerusform>%n weitere Übergänge passen nicht.</numerusform>
   </translation>
  </message>
  <message>
   <source>Add the selected songs at the end of the set</source>
   <translation>Die ausgewählten Songs am Ende des Sets anfügen</translation>
  </message>
  <message>
   <source>Add to s&amp;et</source>
   <translation>Zum S&amp;et hinzufügen</translation>
  </message>
  <message>
   <source>Building the set…</source>
   <translation>Set wird erstellt…</translation>
  </message>
  <message>
   <source>Drag the dotted line to shape the energy, then build the set.</source>
   <translation>Die gepunktete Linie zur gewünschten Energie ziehen, dann das Set erstellen.</translation>
  </message>
  <message>
   <source>Go to the &amp;set</source>
   <translation>Zum &amp;Set</translation>
  </message>
  <message>
   <source>Outside the tempo range: %1.</source>
   <translation>Außerhalb des Tempobereichs: %1.</translation>
  </message>
  <message>
   <source>Select songs in the window first.</source>
   <translation>Zuerst Songs im Fenster auswählen.</translation>
  </message>
  <message>
   <source>Set</source>
   <translation>Set</translation>
  </message>
  <message>
   <source>There are no more songs for these rules.</source>
   <translation>Für diese Regeln gibt es keine weiteren Songs.</translation>
  </message>
  <message>
   <source>change of the set</source>
   <translation>Änderung des Sets</translation>
  </message>
 </context>
 <context>
  <name>SetModel</name>
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
   <source>Lock</source>
   <translation>Fixieren</translation>
  </message>
  <message>
   <source>Locked</source>
   <translation>Fixiert</translation>
  </message>
  <message>
   <source>Mood</source>
   <translation>Stimmung</translation>
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
  <name>SetMoodsController</name>
  <message>
   <source>&amp;Set moods…</source>
   <translation>Stimmungen &amp;setzen …</translation>
  </message>
  <message>
   <source>Moods of %1 changed. No files are changed yet.</source>
   <translation>Stimmungen von %1 geändert. Noch sind keine Dateien geändert.</translation>
  </message>
  <message>
   <source>Set or remove moods on all selected songs</source>
   <translation>Stimmungen aller ausgewählten Songs setzen oder entfernen</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
 </context>
 <context>
  <name>SetMoodsDialog</name>
  <message>
   <source>&amp;Change</source>
   <translation>Ä&amp;ndern</translation>
  </message>
  <message numerus="yes">
   <source>&amp;Change %Ln song(s)</source>
   <translation>
    <numerusform>%Ln Song ä&amp;ndern</numerusform>
    <numerusform>%Ln Songs ä&amp;ndern</numerusform>
   </translation>
  </message>
  <message>
   <source>Add “%1” as a mood of your own</source>
   <translation>„%1“ als eigene Stimmung hinzufügen</translation>
  </message>
  <message>
   <source>Changes %1: sets %2, removes %3. No files are changed yet.</source>
   <translation>Ändert %1: setzt %2, entfernt %3. Noch werden keine Dateien geändert.</translation>
  </message>
  <message>
   <source>Moods</source>
   <translation>Stimmungen</translation>
  </message>
  <message>
   <source>Moods of %1</source>
   <translation>Stimmungen von %1</translation>
  </message>
  <message>
   <source>Tick the moods to set, untick those to remove.</source>
   <translation>Stimmungen ankreuzen, um sie zu setzen, abwählen, um sie zu entfernen.</translation>
  </message>
  <message>
   <source>Type a mood, known or your own</source>
   <translation>Stimmung eingeben, bekannt oder eigene</translation>
  </message>
 </context>
 <context>
  <name>SetPage</name>
  <message>
   <source>Export</source>
   <translation>Exportieren</translation>
  </message>
  <message>
   <source>Fill gap</source>
   <translation>Lücke füllen</translation>
  </message>
  <message>
   <source>Insert the song that fits best in front of the selected one</source>
   <translation>Den am besten passenden Song vor dem ausgewählten einfügen</translation>
  </message>
  <message>
   <source>Keep the selected songs in position when rebuilding</source>
   <translation>Die ausgewählten Songs beim Neuerstellen an ihrer Stelle lassen</translation>
  </message>
  <message>
   <source>Lock</source>
   <translation>Fixieren</translation>
  </message>
  <message>
   <source>M3U8 playlist…</source>
   <translation>M3U8-Playlist …</translation>
  </message>
  <message>
   <source>No set yet</source>
   <translation>Noch kein Set</translation>
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
   <source>Serato crate…</source>
   <translation>Serato-Crate …</translation>
  </message>
  <message>
   <source>Swap for</source>
   <translation>Tauschen gegen</translation>
  </message>
  <message>
   <source>Traktor NML…</source>
   <translation>Traktor-NML …</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>What fits next</source>
   <translation>Was als Nächstes passt</translation>
  </message>
  <message>
   <source>rekordbox XML with mood colors…</source>
   <translation>rekordbox-XML mit Stimmungsfarben …</translation>
  </message>
  <message>
   <source>rekordbox XML…</source>
   <translation>rekordbox-XML …</translation>
  </message>
 </context>
 <context>
  <name>SetTable</name>
  <message>
   <source>Songs of the set</source>
   <translation>Songs des Sets</translation>
  </message>
 </context>
 <context>
  <name>SettingsController</name>
  <message>
   <source>Folders, moods, writing, appearance</source>
   <translation>Ordner, Stimmungen, Schreiben, Darstellung</translation>
  </message>
  <message>
   <source>Make the settings folder writable.</source>
   <translation>Den Einstellungsordner beschreibbar machen.</translation>
  </message>
  <message>
   <source>Se&amp;ttings</source>
   <translation>&amp;Einstellungen</translation>
  </message>
  <message>
   <source>Settings apply now but can't be saved: %1.</source>
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
   <source>&amp;Reset this page</source>
   <translation>Diese Seite &amp;zurücksetzen</translation>
  </message>
  <message>
   <source>&amp;Undo reset</source>
   <translation>Zurücksetzen &amp;rückgängig machen</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Settings pages</source>
   <translation>Seiten der Einstellungen</translation>
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
   <source>Action</source>
   <translation>Aktion</translation>
  </message>
  <message>
   <source>Alt+Up, Alt+Down, Del, Enter</source>
   <translation>Alt+Auf, Alt+Ab, Entf, Eingabe</translation>
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
   <source>Correct mood: Move the position</source>
   <translation>Stimmung korrigieren: Position verschieben</translation>
  </message>
  <message>
   <source>Correct tempo: Tap the beat</source>
   <translation>Tempo korrigieren: Takt klopfen</translation>
  </message>
  <message>
   <source>Ctrl+arrows, +, -, 0</source>
   <translation>Strg+Pfeile, +, -, 0</translation>
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
   <source>F2, Del</source>
   <translation>F2, Entf</translation>
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
   <source>Map: Go to the nearest song</source>
   <translation>Karte: Zum nächstgelegenen Song</translation>
  </message>
  <message>
   <source>Map: Pan, zoom in, zoom out, fit all</source>
   <translation>Karte: Verschieben, vergrößern, verkleinern, alles einpassen</translation>
  </message>
  <message>
   <source>Map: Play song</source>
   <translation>Karte: Song abspielen</translation>
  </message>
  <message>
   <source>Map: Rectangle, lasso, pan</source>
   <translation>Karte: Rechteck, Lasso, verschieben</translation>
  </message>
  <message>
   <source>Map: Zoom to selection, previous view</source>
   <translation>Karte: Auswahl vergrößern, vorherige Ansicht</translation>
  </message>
  <message>
   <source>N or J, P or K</source>
   <translation>N oder J, P oder K</translation>
  </message>
  <message>
   <source>Preview: Include or exclude a file</source>
   <translation>Vorschau: Datei ein- oder ausschließen</translation>
  </message>
  <message>
   <source>R, L, H</source>
   <translation>R, L, H</translation>
  </message>
  <message>
   <source>Review and tag check: Play, undo</source>
   <translation>Prüfen und Tag-Prüfung: Abspielen, rückgängig</translation>
  </message>
  <message>
   <source>Review: Accept all, reject all</source>
   <translation>Prüfen: Alle annehmen, alle ablehnen</translation>
  </message>
  <message>
   <source>Review: Accept by confidence</source>
   <translation>Prüfen: Nach Sicherheit annehmen</translation>
  </message>
  <message>
   <source>Review: Accept, reject, or clear a mood</source>
   <translation>Prüfen: Stimmung annehmen, ablehnen oder offen lassen</translation>
  </message>
  <message>
   <source>Review: Find any mood, or add your own</source>
   <translation>Prüfen: Stimmung finden oder eigene hinzufügen</translation>
  </message>
  <message>
   <source>Review: Next and previous song</source>
   <translation>Prüfen: Nächster und vorheriger Song</translation>
  </message>
  <message>
   <source>Review: Write tags</source>
   <translation>Prüfen: Tags schreiben</translation>
  </message>
  <message>
   <source>Set: Choose and move a point of the curve</source>
   <translation>Set: Punkt der Kurve wählen und bewegen</translation>
  </message>
  <message>
   <source>Set: Move up or down, remove, play</source>
   <translation>Set: Nach oben oder unten verschieben, entfernen, abspielen</translation>
  </message>
  <message>
   <source>Sidebar: Rename or remove a playlist</source>
   <translation>Seitenleiste: Playlist umbenennen oder entfernen</translation>
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
   <source>Table: Play song</source>
   <translation>Tabelle: Song abspielen</translation>
  </message>
  <message>
   <source>Tag check: Keep tag, use suggestion</source>
   <translation>Tag-Prüfung: Tag behalten, Vorschlag übernehmen</translation>
  </message>
  <message>
   <source>W</source>
   <translation>W</translation>
  </message>
  <message>
   <source>Z, Backspace</source>
   <translation>Z, Rücktaste</translation>
  </message>
 </context>
 <context>
  <name>Sidebar</name>
  <message numerus="yes">
   <source>%Ln more</source>
   <translation>
    <numerusform>%Ln weiterer</numerusform>
    <numerusform>%Ln weitere</numerusform>
   </translation>
  </message>
  <message>
   <source>&amp;Remove folder…</source>
   <translation>Ordner &amp;entfernen…</translation>
  </message>
  <message>
   <source>Filters</source>
   <translation>Filter</translation>
  </message>
  <message>
   <source>Show fewer</source>
   <translation>Weniger anzeigen</translation>
  </message>
 </context>
 <context>
  <name>SidebarModel</name>
  <message numerus="yes">
   <source>%Ln more</source>
   <translation>
    <numerusform>%Ln weiterer</numerusform>
    <numerusform>%Ln weitere</numerusform>
   </translation>
  </message>
  <message>
   <source>All songs</source>
   <translation>Alle Songs</translation>
  </message>
  <message>
   <source>Corrected</source>
   <translation>Korrigiert</translation>
  </message>
  <message>
   <source>Counted among the songs that the rest of the search shows</source>
   <translation>Gezählt unter den Songs, die der Rest der Suche zeigt</translation>
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
   <source>Likely in %1 more</source>
   <translation>Wahrscheinlich in weiteren %1</translation>
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
   <source>None</source>
   <translation>Keine</translation>
  </message>
  <message>
   <source>Quadrants</source>
   <translation>Quadranten</translation>
  </message>
  <message>
   <source>These moods are not accurate enough to be suggested. You can still accept them.</source>
   <translation>Diese Stimmungen werden nicht genau genug erkannt, um vorgeschlagen zu werden. Sie lassen sich trotzdem annehmen.</translation>
  </message>
 </context>
 <context>
  <name>SimilarSongsController</name>
  <message>
   <source>Compared with the analysis of %1 until the update is finished.</source>
   <translation>Verglichen wird mit der Analyse von %1, bis die Aktualisierung fertig ist.</translation>
  </message>
  <message>
   <source>Excluded: %1 without a tempo.</source>
   <translation>Ausgeschlossen: %1 ohne Tempo.</translation>
  </message>
  <message>
   <source>Find songs that lead step by step from one selected song to the other, or from the playing song to the selected one</source>
   <translation>Songs finden, die Schritt für Schritt von einem ausgewählten Song zum anderen führen, oder vom laufenden zum ausgewählten</translation>
  </message>
  <message>
   <source>Find the songs most similar to the selection</source>
   <translation>Songs suchen, die der Auswahl am ähnlichsten sind</translation>
  </message>
  <message>
   <source>Go to similar son&amp;gs</source>
   <translation>Zu ähnlichen Son&amp;gs</translation>
  </message>
  <message>
   <source>Not compared: %1 analyzed with another model.</source>
   <translation>Nicht verglichen: %1 mit anderem Modell analysiert.</translation>
  </message>
  <message>
   <source>Of %1.</source>
   <translation>Von %1.</translation>
  </message>
  <message>
   <source>Path between songs</source>
   <translation>Pfad zwischen Songs</translation>
  </message>
  <message>
   <source>Same recording: %1.</source>
   <translation>Gleiche Aufnahme: %1.</translation>
  </message>
  <message>
   <source>Select exactly two songs: the first and last of the path. Or play the first one.</source>
   <translation>Genau zwei Songs auswählen: Anfang und Ende des Pfads. Oder den ersten abspielen.</translation>
  </message>
  <message>
   <source>Show &amp;similar songs</source>
   <translation>&amp;Ähnliche Songs zeigen</translation>
  </message>
  <message>
   <source>Similar</source>
   <translation>Ähnlich</translation>
  </message>
  <message>
   <source>Your library has only %1 for this path.</source>
   <translation>Für diesen Pfad hat die Bibliothek nur %1.</translation>
  </message>
 </context>
 <context>
  <name>SimilarSongsList</name>
  <message>
   <source>Similar songs</source>
   <translation>Ähnliche Songs</translation>
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
   <source>&amp;Reverse</source>
   <translation>&amp;Umkehren</translation>
  </message>
  <message>
   <source>&amp;Similar to selection</source>
   <translation>&amp;Ähnlich zur Auswahl</translation>
  </message>
  <message>
   <source>Find songs similar to the selection (Ctrl+L)</source>
   <translation>Songs suchen, die der Auswahl ähnlich sind (Strg+L)</translation>
  </message>
  <message>
   <source>From %1 to %2</source>
   <translation>Von %1 bis %2</translation>
  </message>
  <message>
   <source>No matching songs.
Widen the tempo range, or allow more songs per artist or album.</source>
   <translation>Keine passenden Songs.
Den Tempobereich erweitern oder mehr Songs pro Interpret oder Album zulassen.</translation>
  </message>
  <message>
   <source>Path between them</source>
   <translation>Pfad dazwischen</translation>
  </message>
  <message>
   <source>Play the file</source>
   <translation>Datei abspielen</translation>
  </message>
  <message>
   <source>Save as pla&amp;ylist…</source>
   <translation>Als &amp;Playlist speichern…</translation>
  </message>
  <message>
   <source>Search for</source>
   <translation>Suchen nach</translation>
  </message>
  <message>
   <source>Searching your library…</source>
   <translation>Bibliothek wird durchsucht…</translation>
  </message>
  <message>
   <source>Select all results</source>
   <translation>Alle Ergebnisse auswählen</translation>
  </message>
  <message>
   <source>Select one or more songs, then choose “Similar to selection” (Ctrl+L).
Or drop a file here; it is not added to your library.</source>
   <translation>Einen oder mehrere Songs auswählen, dann „Ähnlich zur Auswahl“ wählen (Strg+L).
Oder eine Datei hier ablegen; sie wird nicht zur Bibliothek hinzugefügt.</translation>
  </message>
  <message>
   <source>Similar songs</source>
   <translation>Ähnliche Songs</translation>
  </message>
  <message>
   <source>Similar to %1</source>
   <translation>Ähnlich zu %1</translation>
  </message>
  <message>
   <source>Similar to %1 and %2</source>
   <translation>Ähnlich zu %1 und %2</translation>
  </message>
  <message>
   <source>Similar to %1 and %2 more</source>
   <translation>Ähnlich zu %1 und %2 weiteren</translation>
  </message>
  <message>
   <source>Similar to both</source>
   <translation>Ähnlich zu beiden</translation>
  </message>
  <message>
   <source>Similar to the file “%1”, which is not in your library</source>
   <translation>Ähnlich zur Datei „%1“, die nicht in der Bibliothek ist</translation>
  </message>
  <message>
   <source>Songs in the path, including both ends</source>
   <translation>Songs im Pfad, einschließlich Anfang und Ende</translation>
  </message>
  <message>
   <source>Start the path at the other song</source>
   <translation>Den Pfad beim anderen Song beginnen</translation>
  </message>
 </context>
 <context>
  <name>SimilarityReasons</name>
  <message>
   <source>%1 BPM apart</source>
   <translation>%1 BPM Unterschied</translation>
  </message>
  <message>
   <source>close on the map</source>
   <translation>nah auf der Karte</translation>
  </message>
  <message>
   <source>closer on the map than %1 of 100 songs</source>
   <translation>auf der Karte näher als %1 von 100 Songs</translation>
  </message>
  <message>
   <source>double tempo</source>
   <translation>doppeltes Tempo</translation>
  </message>
  <message>
   <source>half tempo</source>
   <translation>halbes Tempo</translation>
  </message>
  <message>
   <source>mood more similar than %1 of 100 songs</source>
   <translation>Stimmung ähnlicher als bei %1 von 100 Songs</translation>
  </message>
  <message>
   <source>not similar</source>
   <translation>nicht ähnlich</translation>
  </message>
  <message>
   <source>same moods: %1</source>
   <translation>gemeinsame Stimmungen: %1</translation>
  </message>
  <message>
   <source>same tempo</source>
   <translation>gleiches Tempo</translation>
  </message>
  <message>
   <source>similar sound</source>
   <translation>ähnlicher Klang</translation>
  </message>
  <message>
   <source>sound more similar than %1 of 100 songs</source>
   <translation>Klang ähnlicher als bei %1 von 100 Songs</translation>
  </message>
  <message>
   <source>very close on the map</source>
   <translation>sehr nah auf der Karte</translation>
  </message>
  <message>
   <source>very similar sound</source>
   <translation>sehr ähnlicher Klang</translation>
  </message>
 </context>
 <context>
  <name>SmartPlaylistDialog</name>
  <message>
   <source>&amp;Descending</source>
   <translation>A&amp;bsteigend</translation>
  </message>
  <message>
   <source>&amp;Name:</source>
   <translation>&amp;Name:</translation>
  </message>
  <message>
   <source>&amp;Order:</source>
   <translation>&amp;Reihenfolge:</translation>
  </message>
  <message>
   <source>&amp;Songs that match:</source>
   <translation>&amp;Songs zur Suche:</translation>
  </message>
  <message>
   <source>All</source>
   <translation>Alle</translation>
  </message>
  <message>
   <source>All songs</source>
   <translation>Alle Songs</translation>
  </message>
  <message>
   <source>At &amp;most:</source>
   <translation>&amp;Höchstens:</translation>
  </message>
  <message>
   <source>Smart playlist</source>
   <translation>Intelligente Playlist</translation>
  </message>
 </context>
 <context>
  <name>SongCard</name>
  <message>
   <source>Mood tag: %1</source>
   <translation>Stimmungs-Tag: %1</translation>
  </message>
  <message>
   <source>No moods detected in this song.</source>
   <translation>In diesem Song wurden keine Stimmungen erkannt.</translation>
  </message>
 </context>
 <context>
  <name>SongHeader</name>
  <message>
   <source>Arousal</source>
   <translation>Aktivierung</translation>
  </message>
  <message>
   <source>Mood tag: %1</source>
   <translation>Stimmungs-Tag: %1</translation>
  </message>
  <message>
   <source>Original analysis:</source>
   <translation>Ursprüngliche Analyse:</translation>
  </message>
  <message>
   <source>Position</source>
   <translation>Position</translation>
  </message>
  <message>
   <source>Valence</source>
   <translation>Valenz</translation>
  </message>
  <message>
   <source>analyzed with an older model</source>
   <translation>mit einem älteren Modell analysiert</translation>
  </message>
  <message>
   <source>quick analysis; the complete one follows</source>
   <translation>Schnellanalyse; die vollständige folgt</translation>
  </message>
 </context>
 <context>
  <name>SongMenuController</name>
  <message>
   <source>Add to p&amp;laylist</source>
   <translation>Zur P&amp;laylist hinzufügen</translation>
  </message>
  <message>
   <source>Analyze the selected songs again; your decisions are kept</source>
   <translation>Die ausgewählten Songs erneut analysieren; Entscheidungen bleiben erhalten</translation>
  </message>
  <message>
   <source>Copied the paths of %1.</source>
   <translation>Pfade von %1 kopiert.</translation>
  </message>
  <message>
   <source>Copy file &amp;paths</source>
   <translation>Dateip&amp;fade kopieren</translation>
  </message>
  <message>
   <source>Couldn't open the folder. The file may be missing.</source>
   <translation>Der Ordner lässt sich nicht öffnen. Vielleicht fehlt die Datei.</translation>
  </message>
  <message>
   <source>Re-anal&amp;yze selected songs</source>
   <translation>Ausgewählte Songs erneut anal&amp;ysieren</translation>
  </message>
  <message>
   <source>Show in fol&amp;der</source>
   <translation>Im Or&amp;dner zeigen</translation>
  </message>
  <message>
   <source>Songs</source>
   <translation>Songs</translation>
  </message>
 </context>
 <context>
  <name>SongPage</name>
  <message>
   <source>Character</source>
   <translation>Charakter</translation>
  </message>
  <message>
   <source>Finding similar songs…</source>
   <translation>Ähnliche Songs werden gesucht…</translation>
  </message>
  <message>
   <source>Loading…</source>
   <translation>Wird geladen…</translation>
  </message>
  <message>
   <source>Over time</source>
   <translation>Verlauf</translation>
  </message>
  <message>
   <source>Similar songs</source>
   <translation>Ähnliche Songs</translation>
  </message>
  <message>
   <source>Spectrogram (kHz)</source>
   <translation>Spektrogramm (kHz)</translation>
  </message>
  <message>
   <source>Suggested moods</source>
   <translation>Vorgeschlagene Stimmungen</translation>
  </message>
 </context>
 <context>
  <name>SongRules</name>
  <message>
   <source>Choose where the songs selected in the window belong in the set</source>
   <translation>Festlegen, wo die im Fenster ausgewählten Songs im Set hingehören</translation>
  </message>
  <message>
   <source>Click to remove this rule</source>
   <translation>Klicken, um diese Regel zu entfernen</translation>
  </message>
  <message>
   <source>End the set with it</source>
   <translation>Set damit beenden</translation>
  </message>
  <message>
   <source>Ends: %1</source>
   <translation>Ende: %1</translation>
  </message>
  <message>
   <source>Must be in the set</source>
   <translation>Muss ins Set</translation>
  </message>
  <message>
   <source>Never in the set</source>
   <translation>Nie ins Set</translation>
  </message>
  <message>
   <source>Selected songs</source>
   <translation>Ausgewählte Songs</translation>
  </message>
  <message>
   <source>Start the set with it</source>
   <translation>Set damit beginnen</translation>
  </message>
  <message>
   <source>Starts: %1</source>
   <translation>Anfang: %1</translation>
  </message>
  <message>
   <source>With: %1</source>
   <translation>Mit: %1</translation>
  </message>
  <message>
   <source>Without: %1</source>
   <translation>Ohne: %1</translation>
  </message>
 </context>
 <context>
  <name>SongTableView</name>
  <message>
   <source>Columns</source>
   <translation>Spalten</translation>
  </message>
  <message>
   <source>No matching songs.
Clear the search or choose “All songs”.</source>
   <translation>Keine passenden Songs.
Suche leeren oder „Alle Songs“ wählen.</translation>
  </message>
  <message>
   <source>No songs yet.
Add a music folder, or drop one here.</source>
   <translation>Noch keine Songs.
Einen Musikordner hinzufügen oder hier ablegen.</translation>
  </message>
  <message>
   <source>Songs</source>
   <translation>Songs</translation>
  </message>
  <message>
   <source>Use the arrow keys to select a song, Enter to play it, or type to find a title.</source>
   <translation>Pfeiltasten wählen einen Song aus, Eingabe spielt ihn ab, Tippen sucht einen Titel.</translation>
  </message>
 </context>
 <context>
  <name>SpectrogramPlot</name>
  <message>
   <source>Loudness by time and frequency, 0 to 8 kHz. Arrow keys seek.</source>
   <translation>Lautstärke nach Zeit und Frequenz, 0 bis 8 kHz. Pfeiltasten springen im Song.</translation>
  </message>
  <message>
   <source>Loudness by time and frequency; click to play from there</source>
   <translation>Lautstärke nach Zeit und Frequenz; Klick spielt ab dieser Stelle</translation>
  </message>
  <message>
   <source>No spectrogram for this song</source>
   <translation>Kein Spektrogramm für diesen Song</translation>
  </message>
  <message>
   <source>Reading the file…</source>
   <translation>Datei wird gelesen…</translation>
  </message>
  <message>
   <source>Spectrogram</source>
   <translation>Spektrogramm</translation>
  </message>
 </context>
 <context>
  <name>TableController</name>
  <message>
   <source>&amp;Copy songs as text</source>
   <translation>Songs als &amp;Text kopieren</translation>
  </message>
  <message>
   <source>Choose the columns of the table and their order</source>
   <translation>Spalten der Tabelle und ihre Reihenfolge wählen</translation>
  </message>
  <message>
   <source>Colu&amp;mns</source>
   <translation>S&amp;palten</translation>
  </message>
  <message>
   <source>Copied %1 as text.</source>
   <translation>%1 als Text kopiert.</translation>
  </message>
  <message>
   <source>Copy the selected songs with the visible columns</source>
   <translation>Die ausgewählten Songs mit den sichtbaren Spalten kopieren</translation>
  </message>
  <message>
   <source>Nothing to save: all of these files are missing.</source>
   <translation>Nichts zu speichern: Alle diese Dateien fehlen.</translation>
  </message>
  <message>
   <source>Save all shown songs as a playlist, in table order</source>
   <translation>Alle angezeigten Songs als Playlist speichern, in der Reihenfolge der Tabelle</translation>
  </message>
  <message>
   <source>Save s&amp;hown songs as playlist</source>
   <translation>An&amp;gezeigte Songs als Playlist speichern</translation>
  </message>
  <message>
   <source>Save selected songs as &amp;playlist</source>
   <translation>Ausgewählte Songs als &amp;Playlist speichern</translation>
  </message>
  <message>
   <source>Save the selected songs as a playlist, in table order</source>
   <translation>Die ausgewählten Songs als Playlist speichern, in der Reihenfolge der Tabelle</translation>
  </message>
  <message>
   <source>Selected songs</source>
   <translation>Ausgewählte Songs</translation>
  </message>
  <message>
   <source>Songs</source>
   <translation>Songs</translation>
  </message>
 </context>
 <context>
  <name>TagConflictsController</name>
  <message numerus="yes">
   <source>%Ln likely wrong tag(s) in %1 with a mood tag</source>
   <translation>
    <numerusform>%Ln wahrscheinlich falsches Tag in %1 mit Stimmungs-Tag</numerusform>
    <numerusform>%Ln wahrscheinlich falsche Tags in %1 mit Stimmungs-Tag</numerusform>
   </translation>
  </message>
  <message>
   <source>All mood tags match the analysis, or you have decided on them.</source>
   <translation>Alle Stimmungs-Tags passen zur Analyse oder sind bereits entschieden.</translation>
  </message>
  <message>
   <source>Checking…</source>
   <translation>Wird geprüft…</translation>
  </message>
  <message>
   <source>Go to tag chec&amp;k</source>
   <translation>Zur Tag-&amp;Prüfung</translation>
  </message>
  <message>
   <source>No analyzed song has a mood tag yet.
Songs whose mood tag doesn't match the analysis will appear here.</source>
   <translation>Noch hat kein analysierter Song ein Stimmungs-Tag.
Songs, deren Stimmungs-Tag nicht zur Analyse passt, erscheinen hier.</translation>
  </message>
  <message>
   <source>Not recognized: %1</source>
   <translation>Nicht erkannt: %1</translation>
  </message>
  <message>
   <source>Suggestion used for %1.</source>
   <translation>Vorschlag übernommen für %1.</translation>
  </message>
  <message>
   <source>Tag check</source>
   <translation>Tag-Prüfung</translation>
  </message>
  <message>
   <source>Tag kept for %1.</source>
   <translation>Tag behalten für %1.</translation>
  </message>
  <message>
   <source>Undone: %1</source>
   <translation>Rückgängig gemacht: %1</translation>
  </message>
  <message>
   <source>tag check of %1</source>
   <translation>Tag-Prüfung von %1</translation>
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
   <source>Accept the suggested moods; they replace the tag when you write tags</source>
   <translation>Die vorgeschlagenen Stimmungen annehmen; sie ersetzen das Tag beim Schreiben</translation>
  </message>
  <message>
   <source>Check again</source>
   <translation>Erneut prüfen</translation>
  </message>
  <message>
   <source>Check the mood tags of all songs again</source>
   <translation>Stimmungs-Tags aller Songs erneut prüfen</translation>
  </message>
  <message>
   <source>Keep tag</source>
   <translation>Tag behalten</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>Abspielen</translation>
  </message>
  <message>
   <source>Songs with a questionable mood tag</source>
   <translation>Songs mit fraglichem Stimmungs-Tag</translation>
  </message>
  <message>
   <source>Tag check</source>
   <translation>Tag-Prüfung</translation>
  </message>
  <message>
   <source>The tag is right; don't ask about it again</source>
   <translation>Das Tag stimmt; nicht mehr danach fragen</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Use suggestion</source>
   <translation>Vorschlag übernehmen</translation>
  </message>
 </context>
 <context>
  <name>TagReadingBox</name>
  <message>
   <source>&amp;Mood separators:</source>
   <translation>&amp;Trennzeichen für Stimmungen:</translation>
  </message>
  <message>
   <source>&amp;Text encoding of old tags:</source>
   <translation>&amp;Zeichenkodierung alter Tags:</translation>
  </message>
  <message>
   <source>Detect automatically</source>
   <translation>Automatisch erkennen</translation>
  </message>
  <message>
   <source>For tags that don't state their encoding. No file is changed.</source>
   <translation>Für Tags ohne Angabe der Zeichenkodierung. Dateien werden nicht geändert.</translation>
  </message>
  <message>
   <source>Letters and digits can't be separators. This is ignored.</source>
   <translation>Buchstaben und Ziffern können keine Trennzeichen sein. Das wird ignoriert.</translation>
  </message>
  <message>
   <source>Mood separators</source>
   <translation>Trennzeichen für Stimmungen</translation>
  </message>
  <message>
   <source>Reading tags</source>
   <translation>Tags lesen</translation>
  </message>
  <message>
   <source>Splits moods stored in one text, such as Happy/Sad. Separate the characters with spaces.</source>
   <translation>Trennt Stimmungen, die in einem Text stehen, zum Beispiel Happy/Sad. Mehrere Zeichen durch Leerzeichen trennen.</translation>
  </message>
  <message>
   <source>Text encoding of old tags</source>
   <translation>Zeichenkodierung alter Tags</translation>
  </message>
  <message>
   <source>Your own moods are never split. The next scan reads the tags of all songs again.</source>
   <translation>Eigene Stimmungen werden nie getrennt. Das nächste Einlesen liest die Tags aller Songs neu.</translation>
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
   <source>Accepted %1 for %2. No files are changed yet.</source>
   <translation>%1 für %2 angenommen. Noch wurden keine Dateien geändert.</translation>
  </message>
  <message>
   <source>Files not written</source>
   <translation>Nicht geschriebene Dateien</translation>
  </message>
  <message>
   <source>History</source>
   <translation>Verlauf</translation>
  </message>
  <message>
   <source>Moods written to %1</source>
   <translation>Stimmungen geschrieben: %1</translation>
  </message>
  <message>
   <source>No suggestions left to accept in these songs.</source>
   <translation>Für diese Songs gibt es keine offenen Vorschläge.</translation>
  </message>
  <message>
   <source>Show details</source>
   <translation>Details anzeigen</translation>
  </message>
  <message>
   <source>Stopped. </source>
   <translation>Abgebrochen. </translation>
  </message>
  <message>
   <source>These files were not changed.</source>
   <translation>Diese Dateien wurden nicht geändert.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Write tags…</source>
   <translation>Tags schreiben…</translation>
  </message>
  <message>
   <source>Writing tags to %1</source>
   <translation>Tags werden geschrieben: %1</translation>
  </message>
 </context>
 <context>
  <name>TasteController</name>
  <message>
   <source>Decisions (*.json)</source>
   <translation>Entscheidungen (*.json)</translation>
  </message>
  <message>
   <source>Decisions exported.</source>
   <translation>Entscheidungen exportiert.</translation>
  </message>
  <message>
   <source>Decisions imported.</source>
   <translation>Entscheidungen importiert.</translation>
  </message>
  <message>
   <source>Export decisions</source>
   <translation>Entscheidungen exportieren</translation>
  </message>
  <message>
   <source>Import decisions</source>
   <translation>Entscheidungen importieren</translation>
  </message>
  <message>
   <source>Learn</source>
   <translation>Lernen</translation>
  </message>
  <message>
   <source>Learn from your decisions?</source>
   <translation>Aus eigenen Entscheidungen lernen?</translation>
  </message>
  <message>
   <source>No</source>
   <translation>Nein</translation>
  </message>
  <message>
   <source>Suggestions and positions would follow them; the original analysis is kept.</source>
   <translation>Vorschläge und Positionen richten sich dann danach; die ursprüngliche Analyse bleibt erhalten.</translation>
  </message>
 </context>
 <context>
  <name>TastePage</name>
  <message numerus="yes">
   <source>%Ln decision(s)</source>
   <translation>
    <numerusform>%Ln Entscheidung</numerusform>
    <numerusform>%Ln Entscheidungen</numerusform>
   </translation>
  </message>
  <message>
   <source>&amp;Export decisions…</source>
   <translation>Entscheidungen &amp;exportieren…</translation>
  </message>
  <message>
   <source>&amp;Import decisions…</source>
   <translation>Entscheidungen &amp;importieren…</translation>
  </message>
  <message>
   <source>&amp;Learn from my decisions</source>
   <translation>Aus meinen Entscheidungen &amp;lernen</translation>
  </message>
  <message>
   <source>&amp;New profile…</source>
   <translation>&amp;Neues Profil…</translation>
  </message>
  <message>
   <source>&amp;Profile:</source>
   <translation>&amp;Profil:</translation>
  </message>
  <message>
   <source>Adjusted: %1</source>
   <translation>Angepasst: %1</translation>
  </message>
  <message>
   <source>Default</source>
   <translation>Standard</translation>
  </message>
  <message>
   <source>Everyone who uses this library can have decisions and corrections of their own.</source>
   <translation>Alle, die diese Bibliothek verwenden, können eigene Entscheidungen und Korrekturen haben.</translation>
  </message>
  <message>
   <source>Moods that you accept or reject and positions that you correct adjust the suggestions and positions of all songs. The original analysis is kept.</source>
   <translation>Angenommene und abgelehnte Stimmungen und korrigierte Positionen passen die Vorschläge und Positionen aller Songs an. Die ursprüngliche Analyse bleibt erhalten.</translation>
  </message>
  <message>
   <source>Name:</source>
   <translation>Name:</translation>
  </message>
  <message>
   <source>New profile</source>
   <translation>Neues Profil</translation>
  </message>
  <message>
   <source>Profile</source>
   <translation>Profil</translation>
  </message>
  <message>
   <source>Would be adjusted: %1</source>
   <translation>Würde angepasst: %1</translation>
  </message>
  <message>
   <source>Your taste</source>
   <translation>Eigener Geschmack</translation>
  </message>
  <message>
   <source>Your taste: %1, %2 of your last %3 would have been right, %4 without</source>
   <translation>Eigener Geschmack: %1, von den letzten %3 wären %2 richtig gewesen, ohne %4</translation>
  </message>
  <message>
   <source>Your taste: %1. %2 more will show how well it is known.</source>
   <translation>Eigener Geschmack: %1. Noch %2 weitere zeigen, wie gut er bekannt ist.</translation>
  </message>
  <message>
   <source>positions on the map</source>
   <translation>Positionen auf der Karte</translation>
  </message>
 </context>
 <context>
  <name>TempoController</name>
  <message>
   <source>%1: tempo corrected.</source>
   <translation>%1: Tempo korrigiert.</translation>
  </message>
  <message>
   <source>%1: tempo set to %2 BPM.</source>
   <translation>%1: Tempo auf %2 BPM gesetzt.</translation>
  </message>
  <message>
   <source>Correct te&amp;mpo…</source>
   <translation>Te&amp;mpo korrigieren …</translation>
  </message>
  <message>
   <source>Doub&amp;le tempo</source>
   <translation>Tempo verdoppe&amp;ln</translation>
  </message>
  <message>
   <source>Hal&amp;f tempo</source>
   <translation>Tempo &amp;halbieren</translation>
  </message>
  <message>
   <source>The detected tempo is kept, and files change only when you write tags</source>
   <translation>Das erkannte Tempo bleibt erhalten, und Dateien ändern sich erst beim Schreiben der Tags</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>tempo of %1</source>
   <translation>Tempo von %1</translation>
  </message>
 </context>
 <context>
  <name>TempoDialog</name>
  <message>
   <source>&amp;Double</source>
   <translation>&amp;Doppelt</translation>
  </message>
  <message>
   <source>&amp;Half</source>
   <translation>&amp;Halb</translation>
  </message>
  <message>
   <source>&amp;Play or pause</source>
   <translation>&amp;Abspielen oder anhalten</translation>
  </message>
  <message>
   <source>&amp;Tap the beat</source>
   <translation>&amp;Takt klopfen</translation>
  </message>
  <message>
   <source>Beats per minute</source>
   <translation>Schläge pro Minute</translation>
  </message>
  <message>
   <source>Correct tempo</source>
   <translation>Tempo korrigieren</translation>
  </message>
  <message>
   <source>Different tempos</source>
   <translation>Verschiedene Tempi</translation>
  </message>
  <message>
   <source>Press Space with each beat while the song plays</source>
   <translation>Während der Song läuft, bei jedem Schlag die Leertaste drücken</translation>
  </message>
  <message>
   <source>The files keep their tags until you write the tempo.</source>
   <translation>Die Dateien behalten ihre Tags, bis das Tempo geschrieben wird.</translation>
  </message>
 </context>
 <context>
  <name>TopBar</name>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
 </context>
 <context>
  <name>TransitionBar</name>
  <message>
   <source>Play the end of the song before and the beginning of this one as a mix</source>
   <translation>Das Ende des vorigen Songs und den Anfang von diesem als Mix abspielen</translation>
  </message>
  <message>
   <source>Preview transition</source>
   <translation>Übergang abspielen</translation>
  </message>
  <message>
   <source>Songs that fit the selected step</source>
   <translation>Songs, die an der ausgewählten Stelle passen</translation>
  </message>
  <message>
   <source>Swap for…</source>
   <translation>Tauschen gegen…</translation>
  </message>
 </context>
 <context>
  <name>UndoController</name>
  <message>
   <source>&amp;Redo</source>
   <translation>&amp;Wiederholen</translation>
  </message>
  <message>
   <source>&amp;Redo %1</source>
   <translation>%1 &amp;wiederholen</translation>
  </message>
  <message>
   <source>&amp;Undo</source>
   <translation>&amp;Rückgängig</translation>
  </message>
  <message>
   <source>&amp;Undo %1</source>
   <translation>%1 &amp;rückgängig machen</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>Wiederholen</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
 </context>
 <context>
  <name>UserPosition</name>
  <message>
   <source>Arousal %1, %2</source>
   <translation>Aktivierung %1, %2</translation>
  </message>
  <message>
   <source>Correct mood…</source>
   <translation>Stimmung korrigieren…</translation>
  </message>
  <message>
   <source>Move this song to the position that feels right to you</source>
   <translation>Diesen Song an die passende Position verschieben</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>Zurücksetzen</translation>
  </message>
  <message>
   <source>Return to the original analysis</source>
   <translation>Zur ursprünglichen Analyse zurückkehren</translation>
  </message>
  <message>
   <source>Valence %1, %2</source>
   <translation>Valenz %1, %2</translation>
  </message>
  <message>
   <source>Your position</source>
   <translation>Eigene Position</translation>
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
   <translation>Klick spielt ab dieser Stelle</translation>
  </message>
  <message>
   <source>From valence %1, arousal %2 at the start to valence %3, arousal %4 at %5.</source>
   <translation>Von Valenz %1, Aktivierung %2 am Anfang bis Valenz %3, Aktivierung %4 bei %5.</translation>
  </message>
  <message>
   <source>Not analyzed.</source>
   <translation>Nicht analysiert.</translation>
  </message>
  <message>
   <source>Valence</source>
   <translation>Valenz</translation>
  </message>
  <message>
   <source>Valence and arousal over time</source>
   <translation>Valenz und Aktivierung im Verlauf</translation>
  </message>
 </context>
 <context>
  <name>Views</name>
  <message>
   <source>Opening your library…</source>
   <translation>Bibliothek wird geöffnet…</translation>
  </message>
  <message>
   <source>Songs</source>
   <translation>Songs</translation>
  </message>
  <message>
   <source>This may take a moment for large libraries.</source>
   <translation>Bei großen Bibliotheken kann das einen Moment dauern.</translation>
  </message>
 </context>
 <context>
  <name>VolumeControl</name>
  <message>
   <source>Mute</source>
   <translation>Stumm</translation>
  </message>
  <message>
   <source>Unmute</source>
   <translation>Ton an</translation>
  </message>
  <message>
   <source>Volume</source>
   <translation>Lautstärke</translation>
  </message>
  <message>
   <source>Volume: %1 %</source>
   <translation>Lautstärke: %1 %</translation>
  </message>
 </context>
 <context>
  <name>WatchController</name>
  <message>
   <source>The system can't watch more folders, so moodtagger checks for changes every minute.</source>
   <translation>Das System überwacht keine weiteren Ordner; moodtagger sucht deshalb jede Minute nach Änderungen.</translation>
  </message>
  <message numerus="yes">
   <source>Watching %Ln folder(s)</source>
   <translation>
    <numerusform>%Ln Ordner überwacht</numerusform>
    <numerusform>%Ln Ordner überwacht</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>WelcomePage</name>
  <message>
   <source>Choose a &amp;folder…</source>
   <translation>&amp;Ordner wählen…</translation>
  </message>
  <message>
   <source>Every song in the folder and its subfolders. Each song is analyzed from beginning to end on this computer and becomes a point on the map. You can stop at any time and resume later.</source>
   <translation>Alle Songs im Ordner und seinen Unterordnern. Jeder Song wird auf diesem Computer von Anfang bis Ende analysiert und erscheint als Punkt auf der Karte. Die Analyse lässt sich jederzeit abbrechen und später fortsetzen.</translation>
  </message>
  <message>
   <source>Nothing is written to your files until you approve the exact changes, and every change can be undone.</source>
   <translation>In die Dateien wird erst geschrieben, wenn die genauen Änderungen bestätigt sind, und jede Änderung lässt sich rückgängig machen.</translation>
  </message>
  <message>
   <source>Results and decisions are stored in moodtagger's library on this computer. Nothing is sent anywhere.</source>
   <translation>Ergebnisse und Entscheidungen werden in der Bibliothek von moodtagger auf diesem Computer gespeichert. Nichts wird verschickt.</translation>
  </message>
  <message>
   <source>See the mood of your music</source>
   <translation>Die Stimmung der Musik entdecken</translation>
  </message>
  <message>
   <source>This library is open in another moodtagger window. Add folders there, or close it and open this window again.</source>
   <translation>Diese Bibliothek ist in einem anderen moodtagger-Fenster geöffnet. Ordner dort hinzufügen oder es schließen und dieses Fenster neu öffnen.</translation>
  </message>
  <message>
   <source>Try the &amp;demo songs</source>
   <translation>&amp;Demo-Songs ausprobieren</translation>
  </message>
  <message>
   <source>What is analyzed</source>
   <translation>Was analysiert wird</translation>
  </message>
  <message>
   <source>What is stored</source>
   <translation>Was gespeichert wird</translation>
  </message>
  <message>
   <source>What is written</source>
   <translation>Was geschrieben wird</translation>
  </message>
  <message>
   <source>You can also drop a folder here. The demo is twelve short songs made for moodtagger, copied to a folder of their own so that you can try everything.</source>
   <translation>Ein Ordner lässt sich auch hier ablegen. Die Demo besteht aus zwölf kurzen, für moodtagger gemachten Songs, die zum Ausprobieren in einen eigenen Ordner kopiert werden.</translation>
  </message>
 </context>
 <context>
  <name>WriteButton</name>
  <message numerus="yes">
   <source>%Ln song(s) ready to write</source>
   <translation>
    <numerusform>%Ln Song bereit zum Schreiben</numerusform>
    <numerusform>%Ln Songs bereit zum Schreiben</numerusform>
   </translation>
  </message>
  <message>
   <source>Write</source>
   <translation>Schreiben</translation>
  </message>
 </context>
 <context>
  <name>WritePolicyBox</name>
  <message>
   <source>&amp;Compatibility:</source>
   <translation>&amp;Kompatibilität:</translation>
  </message>
  <message>
   <source>&amp;Date modified:</source>
   <translation>Änderungs&amp;datum:</translation>
  </message>
  <message>
   <source>&amp;Tempo (BPM):</source>
   <translation>&amp;Tempo (BPM):</translation>
  </message>
  <message>
   <source>A separator needs a character such as ; or / and can't contain letters or digits. “%1” is used instead.</source>
   <translation>Ein Trennzeichen braucht ein Zeichen wie ; oder / und darf keine Buchstaben oder Ziffern enthalten. Stattdessen wird „%1“ verwendet.</translation>
  </message>
  <message>
   <source>All players</source>
   <translation>Alle Player</translation>
  </message>
  <message>
   <source>An existing tempo is kept unless you choose to replace it.</source>
   <translation>Ein vorhandenes Tempo bleibt erhalten, sofern es nicht ersetzt werden soll.</translation>
  </message>
  <message>
   <source>As an integer</source>
   <translation>Als ganze Zahl</translation>
  </message>
  <message>
   <source>Compatibility</source>
   <translation>Kompatibilität</translation>
  </message>
  <message>
   <source>Date modified</source>
   <translation>Änderungsdatum</translation>
  </message>
  <message>
   <source>Don't write</source>
   <translation>Nicht schreiben</translation>
  </message>
  <message>
   <source>E&amp;xisting moods:</source>
   <translation>Vor&amp;handene Stimmungen:</translation>
  </message>
  <message>
   <source>Existing moods</source>
   <translation>Vorhandene Stimmungen</translation>
  </message>
  <message>
   <source>ID3v2.3 &amp;separator:</source>
   <translation>ID3v2.3-&amp;Trennzeichen:</translation>
  </message>
  <message>
   <source>ID3v2.3 separator</source>
   <translation>ID3v2.3-Trennzeichen</translation>
  </message>
  <message>
   <source>Joins several moods where a tag holds a single text (ID3v2.3).</source>
   <translation>Verbindet mehrere Stimmungen, wo ein Tag nur einen Text fasst (ID3v2.3).</translation>
  </message>
  <message>
   <source>Keep and add new ones</source>
   <translation>Behalten und neue hinzufügen</translation>
  </message>
  <message>
   <source>Navidrome, Kodi, MusicBee, foobar2000 and Mixxx reread a file when its date changes.</source>
   <translation>Navidrome, Kodi, MusicBee, foobar2000 und Mixxx lesen eine Datei neu ein, wenn sich ihr Datum ändert.</translation>
  </message>
  <message>
   <source>Preserve</source>
   <translation>Erhalten</translation>
  </message>
  <message>
   <source>Replace</source>
   <translation>Ersetzen</translation>
  </message>
  <message>
   <source>Skip the file</source>
   <translation>Datei überspringen</translation>
  </message>
  <message>
   <source>Tempo (BPM)</source>
   <translation>Tempo (BPM)</translation>
  </message>
  <message>
   <source>Update</source>
   <translation>Aktualisieren</translation>
  </message>
  <message>
   <source>Update if the player relies on it</source>
   <translation>Aktualisieren, wenn der Player es braucht</translation>
  </message>
  <message>
   <source>With two decimals</source>
   <translation>Mit zwei Nachkommastellen</translation>
  </message>
  <message>
   <source>Write &amp;energy level (1 to 10) for DJ programs</source>
   <translation>&amp;Energie für DJ-Programme schreiben (1 bis 10)</translation>
  </message>
  <message>
   <source>Write &amp;valence and arousal (0 to 1)</source>
   <translation>&amp;Valenz und Aktivierung schreiben (0 bis 1)</translation>
  </message>
  <message>
   <source>Write energy at the start of the &amp;comment</source>
   <translation>Energie an den Anfang des &amp;Kommentars schreiben</translation>
  </message>
  <message>
   <source>Write the &amp;key, in the notation in which keys are shown</source>
   <translation>T&amp;onart schreiben, in der Schreibweise der Anzeige</translation>
  </message>
  <message>
   <source>Writes moods where this player looks for them. Rekordbox reads them from the end of the comment, Mixxx also from the end of the grouping.</source>
   <translation>Schreibt Stimmungen dorthin, wo dieser Player sie sucht. Rekordbox liest sie am Ende des Kommentars, Mixxx auch am Ende der Gruppierung.</translation>
  </message>
  <message>
   <source>Writing tags</source>
   <translation>Tags schreiben</translation>
  </message>
 </context>
 <context>
  <name>WritingPage</name>
  <message>
   <source>MP3 files keep their tag version: in ID3v2.3, several moods share one text. Files without tags get ID3v2.4, with one value per mood, or ID3v2.3 if the chosen player needs it. Everything else in a file stays identical.</source>
   <translation>MP3-Dateien behalten ihre Tag-Version: In ID3v2.3 teilen sich mehrere Stimmungen einen Text. Dateien ohne Tags erhalten ID3v2.4 mit einem Wert pro Stimmung oder ID3v2.3, falls der gewählte Player es braucht. Alles andere in der Datei bleibt unverändert.</translation>
  </message>
  <message>
   <source>Nothing is written until you approve the exact changes to every file. The preview offers these options too.</source>
   <translation>Es wird erst geschrieben, wenn die genauen Änderungen jeder Datei bestätigt sind. Die Vorschau bietet diese Optionen ebenfalls.</translation>
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
   <source>Writing</source>
   <translation>Schreiben</translation>
  </message>
 </context>
 <context>
  <name>about</name>
  <message>
   <source>About moodtagger</source>
   <translation>Über moodtagger</translation>
  </message>
  <message>
   <source>Detects the mood of the songs in your music library and shows them on a map. Everything runs on this computer; your files change only after you approve the exact changes.

Free software under the GNU General Public License, version 3 or later.</source>
   <translation>Erkennt die Stimmung der Songs in der Musikbibliothek und zeigt sie auf einer Karte. Alles läuft auf diesem Computer; Dateien werden erst geändert, wenn die genauen Änderungen bestätigt sind.

Freie Software unter der GNU General Public License, Version 3 oder später.</translation>
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
  <name>formatting</name>
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
    <numerusform>%Ln Song</numerusform>
    <numerusform>%Ln Songs</numerusform>
   </translation>
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
  <name>history</name>
  <message>
   <source>%1 failed</source>
   <translation>%1 fehlgeschlagen</translation>
  </message>
  <message>
   <source>%1 of %2 undone</source>
   <translation>%1 von %2 rückgängig gemacht</translation>
  </message>
  <message>
   <source>%1 restored.</source>
   <translation>%1 wiederhergestellt.</translation>
  </message>
  <message>
   <source>%1 written again.</source>
   <translation>%1 erneut geschrieben.</translation>
  </message>
  <message numerus="yes">
   <source>%Ln file(s) already up to date.</source>
   <translation>
    <numerusform>%Ln Datei war schon aktuell.</numerusform>
    <numerusform>%Ln Dateien waren schon aktuell.</numerusform>
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
   <translation>Tags wiederhergestellt, aber nicht jedes Byte: %1 (seitdem geändert oder zu groß zum Aufbewahren).</translation>
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
   <source>partly undone</source>
   <translation>teilweise rückgängig gemacht</translation>
  </message>
  <message>
   <source>undone</source>
   <translation>rückgängig gemacht</translation>
  </message>
  <message>
   <source>unfinished</source>
   <translation>unvollständig</translation>
  </message>
  <message>
   <source>written</source>
   <translation>geschrieben</translation>
  </message>
  <message>
   <source>…and %1 more.</source>
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
   <source>Connect its drive or restore the file. Nothing was deleted.</source>
   <translation>Laufwerk anschließen oder Datei wiederherstellen. Nichts wurde gelöscht.</translation>
  </message>
  <message>
   <source>Couldn't analyze this song</source>
   <translation>Song konnte nicht analysiert werden</translation>
  </message>
  <message>
   <source>File missing</source>
   <translation>Datei fehlt</translation>
  </message>
  <message>
   <source>No moods</source>
   <translation>Keine Stimmungen</translation>
  </message>
  <message>
   <source>Not analyzed</source>
   <translation>Nicht analysiert</translation>
  </message>
  <message>
   <source>Rescan the library to analyze this song.</source>
   <translation>Bibliothek neu einlesen, um diesen Song zu analysieren.</translation>
  </message>
  <message>
   <source>Speech gets no moods. If this is music, correct its mood.</source>
   <translation>Sprache erhält keine Stimmungen. Ist es doch Musik, die Stimmung korrigieren.</translation>
  </message>
  <message>
   <source>Speech, not music</source>
   <translation>Sprache, keine Musik</translation>
  </message>
  <message>
   <source>There is nothing to decide for this song.</source>
   <translation>Für diesen Song gibt es nichts zu entscheiden.</translation>
  </message>
  <message>
   <source>high confidence</source>
   <translation>hohe Sicherheit</translation>
  </message>
  <message>
   <source>low confidence</source>
   <translation>geringe Sicherheit</translation>
  </message>
  <message>
   <source>medium confidence</source>
   <translation>mittlere Sicherheit</translation>
  </message>
  <message>
   <source>mono</source>
   <translation>mono</translation>
  </message>
  <message>
   <source>moodtagger tries again when the file changes.</source>
   <translation>Ein neuer Versuch folgt, wenn sich die Datei ändert.</translation>
  </message>
  <message>
   <source>neutral</source>
   <translation>neutral</translation>
  </message>
  <message>
   <source>neutral energy</source>
   <translation>mittlere Energie</translation>
  </message>
  <message>
   <source>slightly calm</source>
   <translation>eher ruhig</translation>
  </message>
  <message>
   <source>slightly energetic</source>
   <translation>eher energisch</translation>
  </message>
  <message>
   <source>slightly negative</source>
   <translation>eher negativ</translation>
  </message>
  <message>
   <source>slightly positive</source>
   <translation>eher positiv</translation>
  </message>
  <message>
   <source>stereo</source>
   <translation>stereo</translation>
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
   <source>very negative</source>
   <translation>sehr negativ</translation>
  </message>
  <message>
   <source>very positive</source>
   <translation>sehr positiv</translation>
  </message>
 </context>
 <context>
  <name>library</name>
  <message>
   <source>%1 (corrected)</source>
   <translation>%1 (korrigiert)</translation>
  </message>
  <message>
   <source>%1%</source>
   <translation>%1 %</translation>
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
   <source>Album</source>
   <translation>Album</translation>
  </message>
  <message>
   <source>Album artist</source>
   <translation>Albuminterpret</translation>
  </message>
  <message>
   <source>Album from the file's tags</source>
   <translation>Album aus den Tags der Datei</translation>
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
   <source>Artist from the file's tags</source>
   <translation>Interpret aus den Tags der Datei</translation>
  </message>
  <message>
   <source>Artist of the whole album</source>
   <translation>Interpret des ganzen Albums</translation>
  </message>
  <message>
   <source>BPM</source>
   <translation>BPM</translation>
  </message>
  <message>
   <source>BPM tag</source>
   <translation>BPM-Tag</translation>
  </message>
  <message>
   <source>Beats per minute detected by the analysis</source>
   <translation>Von der Analyse erkannte Schläge pro Minute</translation>
  </message>
  <message>
   <source>Beats per minute from the file's tags</source>
   <translation>Schläge pro Minute aus den Tags der Datei</translation>
  </message>
  <message>
   <source>Beats per minute from the file's tags, or detected (≈)</source>
   <translation>Schläge pro Minute aus den Tags der Datei oder erkannt (≈)</translation>
  </message>
  <message>
   <source>Character</source>
   <translation>Charakter</translation>
  </message>
  <message>
   <source>Confidence</source>
   <translation>Sicherheit</translation>
  </message>
  <message>
   <source>Corrected by you; not in the file.</source>
   <translation>Von Hand korrigiert; nicht in der Datei.</translation>
  </message>
  <message>
   <source>Danceability</source>
   <translation>Tanzbarkeit</translation>
  </message>
  <message>
   <source>Date added</source>
   <translation>Hinzugefügt</translation>
  </message>
  <message>
   <source>Detected BPM</source>
   <translation>Erkannte BPM</translation>
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
   <source>Detected: %1 BPM</source>
   <translation>Erkannt: %1 BPM</translation>
  </message>
  <message>
   <source>Detected; the file has no tempo tag.</source>
   <translation>Erkannt; die Datei hat kein Tempo-Tag.</translation>
  </message>
  <message>
   <source>Disc</source>
   <translation>CD</translation>
  </message>
  <message>
   <source>Disc number in a set</source>
   <translation>CD-Nummer in einem Set</translation>
  </message>
  <message>
   <source>Energy</source>
   <translation>Energie</translation>
  </message>
  <message>
   <source>Energy as DJ programs show it, from 1 (calm) to 10 (energetic)</source>
   <translation>Energie wie in DJ-Programmen, von 1 (ruhig) bis 10 (energisch)</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>Fehlgeschlagen</translation>
  </message>
  <message>
   <source>Genre</source>
   <translation>Genre</translation>
  </message>
  <message>
   <source>Genre from the file's tags</source>
   <translation>Genre aus den Tags der Datei</translation>
  </message>
  <message>
   <source>Happy</source>
   <translation>Fröhlich</translation>
  </message>
  <message>
   <source>How acoustic the song sounds, from 0 (electronic or amplified) to 1 (acoustic)</source>
   <translation>Wie akustisch der Song klingt, von 0 (elektronisch oder verstärkt) bis 1 (akustisch)</translation>
  </message>
  <message>
   <source>How danceable the song is, from 0 to 1</source>
   <translation>Wie tanzbar der Song ist, von 0 bis 1</translation>
  </message>
  <message>
   <source>How energetic the song feels, from −1 (calm) to 1 (energetic)</source>
   <translation>Wie energisch der Song wirkt, von −1 (ruhig) bis 1 (energisch)</translation>
  </message>
  <message>
   <source>How likely the song has no vocals, from 0 to 1</source>
   <translation>Wie wahrscheinlich der Song ohne Gesang ist, von 0 bis 1</translation>
  </message>
  <message>
   <source>How likely the song was recorded live, from 0 to 1</source>
   <translation>Wie wahrscheinlich der Song live aufgenommen ist, von 0 bis 1</translation>
  </message>
  <message>
   <source>How much of the song is spoken or rapped, from 0 to 1</source>
   <translation>Wie viel im Song gesprochen oder gerappt wird, von 0 bis 1</translation>
  </message>
  <message>
   <source>How positive the song feels, from −1 (negative) to 1 (positive)</source>
   <translation>Wie positiv der Song wirkt, von −1 (negativ) bis 1 (positiv)</translation>
  </message>
  <message>
   <source>Ignored tempo tag: “%1”</source>
   <translation>Ignoriertes Tempo-Tag: „%1“</translation>
  </message>
  <message>
   <source>In tags</source>
   <translation>In den Tags</translation>
  </message>
  <message>
   <source>In the file: %1 BPM</source>
   <translation>In der Datei: %1 BPM</translation>
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
   <source>Key tag</source>
   <translation>Tonart-Tag</translation>
  </message>
  <message>
   <source>Length</source>
   <translation>Länge</translation>
  </message>
  <message>
   <source>Length of the song</source>
   <translation>Länge des Songs</translation>
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
   <source>Missing</source>
   <translation>Fehlt</translation>
  </message>
  <message>
   <source>Mood</source>
   <translation>Stimmung</translation>
  </message>
  <message>
   <source>Mood already in the file's tags</source>
   <translation>Stimmung, die schon in den Tags der Datei steht</translation>
  </message>
  <message>
   <source>Mood tag</source>
   <translation>Stimmungs-Tag</translation>
  </message>
  <message>
   <source>Moods</source>
   <translation>Stimmungen</translation>
  </message>
  <message>
   <source>Musical key detected by the analysis</source>
   <translation>Von der Analyse erkannte Tonart</translation>
  </message>
  <message>
   <source>Musical key from the file's tags</source>
   <translation>Tonart aus den Tags der Datei</translation>
  </message>
  <message>
   <source>Musical key from the file's tags, or detected (≈)</source>
   <translation>Tonart aus den Tags der Datei oder erkannt (≈)</translation>
  </message>
  <message>
   <source>No clear mood</source>
   <translation>Stimmung unklar</translation>
  </message>
  <message>
   <source>Not analyzed</source>
   <translation>Nicht analysiert</translation>
  </message>
  <message>
   <source>Not analyzed yet</source>
   <translation>Noch nicht analysiert</translation>
  </message>
  <message>
   <source>Original analysis: valence %1, arousal %2 (%3)</source>
   <translation>Ursprüngliche Analyse: Valenz %1, Aktivierung %2 (%3)</translation>
  </message>
  <message>
   <source>Preliminary: the complete analysis follows.</source>
   <translation>Vorläufig: Die vollständige Analyse folgt.</translation>
  </message>
  <message>
   <source>Rating</source>
   <translation>Bewertung</translation>
  </message>
  <message>
   <source>Ready to write</source>
   <translation>Schreibbereit</translation>
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
   <source>Song</source>
   <translation>Titel</translation>
  </message>
  <message>
   <source>Speech</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>Speechiness</source>
   <translation>Sprechanteil</translation>
  </message>
  <message>
   <source>Stars from the file's tags</source>
   <translation>Sterne aus den Tags der Datei</translation>
  </message>
  <message>
   <source>State</source>
   <translation>Status</translation>
  </message>
  <message>
   <source>Suggested moods and your decisions</source>
   <translation>Vorgeschlagene Stimmungen und getroffene Entscheidungen</translation>
  </message>
  <message>
   <source>Suggested: %1</source>
   <translation>Vorgeschlagen: %1</translation>
  </message>
  <message>
   <source>Tempo and key</source>
   <translation>Tempo und Tonart</translation>
  </message>
  <message>
   <source>The most likely quadrant and its probability, or the one you chose</source>
   <translation>Wahrscheinlichster Quadrant mit Wahrscheinlichkeit oder der selbst gewählte</translation>
  </message>
  <message>
   <source>Title</source>
   <translation>Titel</translation>
  </message>
  <message>
   <source>Title, or the file name if there is none</source>
   <translation>Titel oder, falls keiner vorhanden ist, der Dateiname</translation>
  </message>
  <message>
   <source>To review</source>
   <translation>Zu prüfen</translation>
  </message>
  <message>
   <source>Track</source>
   <translation>Titelnr.</translation>
  </message>
  <message>
   <source>Track number on the album or disc</source>
   <translation>Titelnummer auf dem Album oder der CD</translation>
  </message>
  <message>
   <source>Valence</source>
   <translation>Valenz</translation>
  </message>
  <message>
   <source>When the song was added to the library</source>
   <translation>Wann der Song zur Bibliothek hinzugefügt wurde</translation>
  </message>
  <message>
   <source>Where the song is in the workflow: analyzed, reviewed, written</source>
   <translation>Wie weit der Song ist: analysiert, geprüft, geschrieben</translation>
  </message>
  <message>
   <source>Year</source>
   <translation>Jahr</translation>
  </message>
  <message>
   <source>Year from the file's tags</source>
   <translation>Jahr aus den Tags der Datei</translation>
  </message>
  <message>
   <source>Your position: valence %1, arousal %2 (%3)</source>
   <translation>Eigene Position: Valenz %1, Aktivierung %2 (%3)</translation>
  </message>
  <message>
   <source>none</source>
   <translation>keine</translation>
  </message>
 </context>
 <context>
  <name>messages</name>
  <message>
   <source>A playlist needs a name.</source>
   <translation>Eine Playlist braucht einen Namen.</translation>
  </message>
  <message>
   <source>A profile named “{name}” already exists.</source>
   <translation>Ein Profil namens „{name}“ gibt es bereits.</translation>
  </message>
  <message>
   <source>A song in its CUE sheet starts after the end of the file, so the file stays one song.</source>
   <translation>Ein Song des CUE-Sheets beginnt hinter dem Ende der Datei, deshalb bleibt die Datei ein einziger Song.</translation>
  </message>
  <message>
   <source>A tag of this file is far too large.</source>
   <translation>Ein Tag dieser Datei ist viel zu groß.</translation>
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
   <source>ASF objects do not fill the header</source>
   <translation>ASF-Objekte füllen den Kopf nicht</translation>
  </message>
  <message>
   <source>All accepted moods are already written.</source>
   <translation>Alle angenommenen Stimmungen sind schon geschrieben.</translation>
  </message>
  <message>
   <source>Analysis on a cluster is not installed.</source>
   <translation>Die Analyse auf einem Cluster ist nicht installiert.</translation>
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
   <source>Another name of a file that is already written.</source>
   <translation>Ein anderer Name einer Datei, die schon geschrieben ist.</translation>
  </message>
  <message>
   <source>Another program changed or replaced this file while it was being read.</source>
   <translation>Ein anderes Programm hat diese Datei während des Lesens geändert oder ersetzt.</translation>
  </message>
  <message>
   <source>Another program changed the file while its tags were being written.</source>
   <translation>Ein anderes Programm hat die Datei geändert, während ihre Tags geschrieben wurden.</translation>
  </message>
  <message>
   <source>Another program changed the tags after moodtagger stopped; they were not changed again.</source>
   <translation>Ein anderes Programm hat die Tags nach dem Ende von moodtagger geändert; sie wurden nicht erneut geändert.</translation>
  </message>
  <message>
   <source>Another program has changed the file since the preview.</source>
   <translation>Ein anderes Programm hat die Datei seit der Vorschau geändert.</translation>
  </message>
  <message>
   <source>Another program has locked the library.</source>
   <translation>Ein anderes Programm hat die Bibliothek gesperrt.</translation>
  </message>
  <message>
   <source>Cannot be read: {reason}.</source>
   <translation>Lässt sich nicht lesen: {reason}.</translation>
  </message>
  <message>
   <source>Change its permissions and scan again.</source>
   <translation>Zugriffsrechte ändern und neu einlesen.</translation>
  </message>
  <message>
   <source>Change the permissions of the file and its folder.</source>
   <translation>Zugriffsrechte der Datei und ihres Ordners ändern.</translation>
  </message>
  <message>
   <source>Change the permissions or remove the write protection.</source>
   <translation>Zugriffsrechte ändern oder den Schreibschutz entfernen.</translation>
  </message>
  <message>
   <source>Character {position}: {problem}</source>
   <translation>Zeichen {position}: {problem}</translation>
  </message>
  <message>
   <source>Check the disk with the library. What was saved before is unchanged.</source>
   <translation>Das Laufwerk mit der Bibliothek prüfen. Bisher Gespeichertes ist unverändert.</translation>
  </message>
  <message>
   <source>Check the drive and its cable, and make a backup.</source>
   <translation>Laufwerk und Kabel prüfen und eine Sicherung anlegen.</translation>
  </message>
  <message>
   <source>Check the drive and scan again.</source>
   <translation>Laufwerk prüfen und neu einlesen.</translation>
  </message>
  <message>
   <source>Check the permissions of its folder and try again.</source>
   <translation>Die Zugriffsrechte des Ordners prüfen und erneut versuchen.</translation>
  </message>
  <message>
   <source>Choose a file written by “Export decisions”.</source>
   <translation>Eine mit „Entscheidungen exportieren“ geschriebene Datei wählen.</translation>
  </message>
  <message>
   <source>Choose a song.</source>
   <translation>Einen Song wählen.</translation>
  </message>
  <message>
   <source>Choose another folder for the library.</source>
   <translation>Einen anderen Ordner für die Bibliothek wählen.</translation>
  </message>
  <message>
   <source>Choose another folder.</source>
   <translation>Einen anderen Ordner wählen.</translation>
  </message>
  <message>
   <source>Choose another name.</source>
   <translation>Einen anderen Namen wählen.</translation>
  </message>
  <message>
   <source>Choose another playlist.</source>
   <translation>Eine andere Playlist wählen.</translation>
  </message>
  <message>
   <source>Choose up to 60 printable characters.</source>
   <translation>Bis zu 60 druckbare Zeichen wählen.</translation>
  </message>
  <message>
   <source>Clean up the file with a tag editor.</source>
   <translation>Die Datei mit einem Tag-Editor bereinigen.</translation>
  </message>
  <message>
   <source>Close it and try again.</source>
   <translation>Schließen und erneut versuchen.</translation>
  </message>
  <message>
   <source>Close it to make changes here.</source>
   <translation>Das andere schließen, um hier Änderungen zu machen.</translation>
  </message>
  <message>
   <source>Close the other moodtagger and open it again.</source>
   <translation>Das andere moodtagger schließen und erneut öffnen.</translation>
  </message>
  <message>
   <source>Connect its drive, or scan the folder again.</source>
   <translation>Laufwerk anschließen oder den Ordner neu einlesen.</translation>
  </message>
  <message>
   <source>Connect speakers or headphones and press Play again.</source>
   <translation>Lautsprecher oder Kopfhörer anschließen und erneut abspielen.</translation>
  </message>
  <message>
   <source>Convert it to FLAC to tag it.</source>
   <translation>Zum Taggen in FLAC umwandeln.</translation>
  </message>
  <message>
   <source>Convert it to FLAC: ffmpeg -i song{suffix} song.flac</source>
   <translation>In FLAC umwandeln: ffmpeg -i song{suffix} song.flac</translation>
  </message>
  <message>
   <source>Convert it to another format to tag it.</source>
   <translation>Zum Taggen in ein anderes Format umwandeln.</translation>
  </message>
  <message>
   <source>Couldn't copy the demo songs: {error}.</source>
   <translation>Die Demo-Songs ließen sich nicht kopieren: {error}.</translation>
  </message>
  <message>
   <source>Couldn't create this folder ({error}).</source>
   <translation>Dieser Ordner ließ sich nicht anlegen ({error}).</translation>
  </message>
  <message>
   <source>Couldn't mix these songs: {error}.</source>
   <translation>Diese Songs konnten nicht gemischt werden: {error}.</translation>
  </message>
  <message>
   <source>Couldn't open or write the library in this folder.</source>
   <translation>Die Bibliothek ließ sich in diesem Ordner nicht öffnen oder schreiben.</translation>
  </message>
  <message>
   <source>Couldn't open the library ({reason}).</source>
   <translation>Die Bibliothek ließ sich nicht öffnen ({reason}).</translation>
  </message>
  <message>
   <source>Couldn't read or write the library ({error}).</source>
   <translation>Die Bibliothek ließ sich nicht lesen oder schreiben ({error}).</translation>
  </message>
  <message>
   <source>Couldn't read the model card ({error}).</source>
   <translation>Die Modellbeschreibung ließ sich nicht lesen ({error}).</translation>
  </message>
  <message>
   <source>Couldn't read the model's weights ({error}).</source>
   <translation>Die Gewichte des Modells ließen sich nicht lesen ({error}).</translation>
  </message>
  <message>
   <source>Couldn't read the model's {name}: {error}.</source>
   <translation>{name} des Modells ließ sich nicht lesen: {error}.</translation>
  </message>
  <message>
   <source>Couldn't read the mood vocabulary ({error}).</source>
   <translation>Das Stimmungsvokabular ließ sich nicht lesen ({error}).</translation>
  </message>
  <message>
   <source>Couldn't read the playlist ({error}).</source>
   <translation>Die Playlist ließ sich nicht lesen ({error}).</translation>
  </message>
  <message>
   <source>Couldn't read this file: {reason}.</source>
   <translation>Diese Datei ließ sich nicht lesen: {reason}.</translation>
  </message>
  <message>
   <source>Couldn't read this: {error}.</source>
   <translation>Das ließ sich nicht lesen: {error}.</translation>
  </message>
  <message>
   <source>Couldn't save the choice: {error}.</source>
   <translation>Die Auswahl ließ sich nicht speichern: {error}.</translation>
  </message>
  <message>
   <source>Couldn't use the model “{model}”. {reason} Songs are analyzed with {name}, which ships with moodtagger, instead.</source>
   <translation>Das Modell „{model}“ ist nicht nutzbar. {reason} Songs werden stattdessen mit {name} analysiert, das moodtagger mitbringt.</translation>
  </message>
  <message>
   <source>Couldn't write the file: {error}.</source>
   <translation>Die Datei ließ sich nicht schreiben: {error}.</translation>
  </message>
  <message>
   <source>Couldn't write this file ({error}).</source>
   <translation>Diese Datei ließ sich nicht schreiben ({error}).</translation>
  </message>
  <message>
   <source>Decoding this file crashed or took too long. It is probably damaged; try to play it in another program.</source>
   <translation>Das Dekodieren dieser Datei ist abgestürzt oder hat zu lange gedauert. Sie ist wahrscheinlich beschädigt; mit einem anderen Programm abspielen.</translation>
  </message>
  <message>
   <source>Delete the link.</source>
   <translation>Die Verknüpfung löschen.</translation>
  </message>
  <message>
   <source>Export it from the DJ program again.</source>
   <translation>Die Datei aus dem DJ-Programm neu exportieren.</translation>
  </message>
  <message>
   <source>Failed: {error}</source>
   <translation>Fehlgeschlagen: {error}</translation>
  </message>
  <message>
   <source>For example: {example}.</source>
   <translation>Zum Beispiel: {example}.</translation>
  </message>
  <message>
   <source>Free some memory or raise its limits, then try again.</source>
   <translation>Arbeitsspeicher freigeben oder die Grenzen erhöhen und erneut versuchen.</translation>
  </message>
  <message>
   <source>Free some space (as much as the song) and try again.</source>
   <translation>Platz schaffen (so viel wie der Song) und erneut versuchen.</translation>
  </message>
  <message>
   <source>Free some space and try again.</source>
   <translation>Platz schaffen und erneut versuchen.</translation>
  </message>
  <message>
   <source>ID3v2.{version} is not a known version</source>
   <translation>ID3v2.{version} ist keine bekannte Version</translation>
  </message>
  <message>
   <source>If it is music, convert it to FLAC, MP3, Ogg, Opus, or M4A to tag it.</source>
   <translation>Ist es Musik, zum Taggen in FLAC, MP3, Ogg, Opus oder M4A umwandeln.</translation>
  </message>
  <message>
   <source>Install it with: pip install "moodtagger[train]"</source>
   <translation>Installation mit: pip install "moodtagger[train]"</translation>
  </message>
  <message>
   <source>Install it with: pip install moodtagger[cluster]</source>
   <translation>Installieren mit: pip install moodtagger[cluster]</translation>
  </message>
  <message>
   <source>Install {version} with {model} there.</source>
   <translation>Dort {version} mit {model} installieren.</translation>
  </message>
  <message>
   <source>It has changed since you chose it. Run `moodtagger models use` to check it again.</source>
   <translation>Es hat sich seit der Auswahl geändert. `moodtagger models use` prüft es erneut.</translation>
  </message>
  <message>
   <source>It is a folder, not a song.</source>
   <translation>Das ist ein Ordner, kein Song.</translation>
  </message>
  <message>
   <source>It is probably damaged, or its drive does not respond.</source>
   <translation>Sie ist wahrscheinlich beschädigt, oder ihr Laufwerk antwortet nicht.</translation>
  </message>
  <message>
   <source>Its audio is cut off, and players would play into the tags behind it.</source>
   <translation>Das Audio ist abgeschnitten, und Player würden in die Tags dahinter hineinspielen.</translation>
  </message>
  <message>
   <source>Its card says “{name}”, which doesn't match its folder.</source>
   <translation>Seine Beschreibung sagt „{name}“, was nicht zu seinem Ordner passt.</translation>
  </message>
  <message>
   <source>Keep that file: moodtagger restores it at the next start.</source>
   <translation>Diese Datei behalten: moodtagger stellt sie beim nächsten Start wieder her.</translation>
  </message>
  <message>
   <source>Make it writable, or set MOODTAGGER_HOME to another folder.</source>
   <translation>Beschreibbar machen oder MOODTAGGER_HOME auf einen anderen Ordner setzen.</translation>
  </message>
  <message>
   <source>Make the settings writable, then choose again.</source>
   <translation>Die Einstellungen beschreibbar machen und erneut wählen.</translation>
  </message>
  <message>
   <source>Menu entries are available on Linux only.</source>
   <translation>Menüeinträge gibt es nur unter Linux.</translation>
  </message>
  <message>
   <source>Model names start with a letter or digit and have at most {length} letters, digits, spaces, dots, hyphens, and underscores.</source>
   <translation>Modellnamen beginnen mit einem Buchstaben oder einer Ziffer und haben höchstens {length} Buchstaben, Ziffern, Leerzeichen, Punkte, Binde- und Unterstriche.</translation>
  </message>
  <message>
   <source>Moods can't be written to AU files, which hold only a comment and no tags.</source>
   <translation>In AU-Dateien lassen sich keine Stimmungen schreiben; sie enthalten nur einen Kommentar und keine Tags.</translation>
  </message>
  <message>
   <source>Moods can't be written to CAF files: hardly any program reads their tags.</source>
   <translation>In CAF-Dateien lassen sich keine Stimmungen schreiben: Kaum ein Programm liest ihre Tags.</translation>
  </message>
  <message>
   <source>Moods can't be written to Matroska and WebM files: longer tags would shift the positions in their index.</source>
   <translation>In Matroska- und WebM-Dateien lassen sich keine Stimmungen schreiben: Längere Tags würden die Positionen in ihrem Index verschieben.</translation>
  </message>
  <message>
   <source>Moods can't be written to RF64 and RIFX files: moodtagger can't rebuild their sizes safely.</source>
   <translation>In RF64- und RIFX-Dateien lassen sich keine Stimmungen schreiben: moodtagger kann ihre Größen nicht sicher neu berechnen.</translation>
  </message>
  <message>
   <source>Moods can't be written to Wave64 files: hardly any program reads their tags.</source>
   <translation>In Wave64-Dateien lassen sich keine Stimmungen schreiben: Kaum ein Programm liest ihre Tags.</translation>
  </message>
  <message>
   <source>Moods can't be written to this file: it starts with an ID3 tag, where programs that read this kind of file expect none.</source>
   <translation>In diese Datei lassen sich keine Stimmungen schreiben: Sie beginnt mit einem ID3-Tag, das Programme in dieser Art von Datei nicht erwarten.</translation>
  </message>
  <message>
   <source>Moods can't be written to this kind of file: it is a bare audio stream without tags.</source>
   <translation>In diese Art von Datei lassen sich keine Stimmungen schreiben: Sie ist ein reiner Audiostrom ohne Tags.</translation>
  </message>
  <message>
   <source>Moods can't be written to this kind of file: moodtagger has no proven safe writer for it.</source>
   <translation>In diese Art von Datei lassen sich keine Stimmungen schreiben: moodtagger hat dafür kein nachweislich sicheres Verfahren.</translation>
  </message>
  <message numerus="yes">
   <source>Moods of {count} songs</source>
   <translation>
    <numerusform>Stimmungen von {count} Song</numerusform>
    <numerusform>Stimmungen von {count} Songs</numerusform>
   </translation>
  </message>
  <message>
   <source>Most of this file is empty, like an unfinished download.</source>
   <translation>Der größte Teil dieser Datei ist leer, wie bei einem unvollständigen Download.</translation>
  </message>
  <message>
   <source>Name a file, or use --none.</source>
   <translation>Eine Datei angeben oder --none verwenden.</translation>
  </message>
  <message>
   <source>Navidrome can't search for this: {fields}.</source>
   <translation>Danach kann Navidrome nicht suchen: {fields}.</translation>
  </message>
  <message>
   <source>Navidrome can't sort by {field}.</source>
   <translation>Navidrome kann nicht nach {field} sortieren.</translation>
  </message>
  <message>
   <source>Navidrome knows only moods that are written to the files.</source>
   <translation>Navidrome kennt nur Stimmungen, die in den Dateien stehen.</translation>
  </message>
  <message>
   <source>No audio output found.</source>
   <translation>Keine Audioausgabe gefunden.</translation>
  </message>
  <message>
   <source>No model named “{name}” is installed.</source>
   <translation>Es ist kein Modell namens „{name}“ installiert.</translation>
  </message>
  <message>
   <source>No such file or folder. Check the name, or connect its drive.</source>
   <translation>Datei oder Ordner nicht gefunden. Den Namen prüfen oder das Laufwerk anschließen.</translation>
  </message>
  <message>
   <source>Not written.</source>
   <translation>Nicht geschrieben.</translation>
  </message>
  <message>
   <source>Nothing was changed. Restore a backup or start a new library; the damaged file is kept, and your music files are not affected.</source>
   <translation>Nichts wurde geändert. Eine Sicherung wiederherstellen oder eine neue Bibliothek anlegen; die beschädigte Datei bleibt erhalten, Musikdateien sind nicht betroffen.</translation>
  </message>
  <message>
   <source>On this system, run moodtagger-gui.</source>
   <translation>Auf diesem System moodtagger-gui starten.</translation>
  </message>
  <message>
   <source>One of these songs has not been analyzed yet.</source>
   <translation>Einer dieser Songs wurde noch nicht analysiert.</translation>
  </message>
  <message>
   <source>Only smart playlists can be saved for Navidrome as .nsp.</source>
   <translation>Nur intelligente Playlists lassen sich für Navidrome als .nsp speichern.</translation>
  </message>
  <message>
   <source>Open it in a single moodtagger first.</source>
   <translation>Zuerst in einem einzigen moodtagger öffnen.</translation>
  </message>
  <message>
   <source>Play them one after the other.</source>
   <translation>Die Songs nacheinander abspielen.</translation>
  </message>
  <message>
   <source>Playlists inside a playlist are skipped.</source>
   <translation>Playlists in einer Playlist werden übersprungen.</translation>
  </message>
  <message>
   <source>Please report this with the type of file.</source>
   <translation>Bitte mit dem Dateityp melden.</translation>
  </message>
  <message>
   <source>Preview it again, then write again.</source>
   <translation>Die Vorschau neu laden und erneut schreiben.</translation>
  </message>
  <message>
   <source>Put text with a colon in quotes.</source>
   <translation>Text mit einem Doppelpunkt in Anführungszeichen setzen.</translation>
  </message>
  <message>
   <source>Re-save it as a plain m4a file to make its tags writable.</source>
   <translation>Als einfache m4a-Datei neu speichern, damit sich Tags schreiben lassen.</translation>
  </message>
  <message>
   <source>Re-save it in an audio editor to make its tags writable.</source>
   <translation>In einem Audioeditor neu speichern, damit sich Tags schreiben lassen.</translation>
  </message>
  <message>
   <source>Re-save it in another program so that its tags are at the end.</source>
   <translation>In einem anderen Programm neu speichern, sodass die Tags am Ende stehen.</translation>
  </message>
  <message>
   <source>Reading this file crashed or took too long.</source>
   <translation>Das Lesen dieser Datei ist abgestürzt oder hat zu lange gedauert.</translation>
  </message>
  <message>
   <source>Reinstall moodtagger, or add a music folder of your own.</source>
   <translation>moodtagger neu installieren oder einen eigenen Musikordner hinzufügen.</translation>
  </message>
  <message>
   <source>Reinstall moodtagger, or choose another model.</source>
   <translation>moodtagger neu installieren oder ein anderes Modell wählen.</translation>
  </message>
  <message>
   <source>Remove a cover.</source>
   <translation>Ein Cover entfernen.</translation>
  </message>
  <message>
   <source>Remove a large cover first.</source>
   <translation>Zuerst ein großes Cover entfernen.</translation>
  </message>
  <message>
   <source>Remove the attribute (chattr -{letter}) and try again.</source>
   <translation>Das Attribut entfernen (chattr -{letter}) und erneut versuchen.</translation>
  </message>
  <message>
   <source>Remove the write protection and try again.</source>
   <translation>Den Schreibschutz entfernen und erneut versuchen.</translation>
  </message>
  <message>
   <source>Remove the write protection, or copy the song to another drive.</source>
   <translation>Den Schreibschutz entfernen oder den Song auf ein anderes Laufwerk kopieren.</translation>
  </message>
  <message>
   <source>Rename the folder to match its card.</source>
   <translation>Den Ordner so nennen wie in der Beschreibung.</translation>
  </message>
  <message>
   <source>Repair it with a tag editor, or replace it with a good copy.</source>
   <translation>Mit einem Tag-Editor reparieren oder durch eine intakte Kopie ersetzen.</translation>
  </message>
  <message>
   <source>Repair it, or replace it with a good copy, to make its tags writable.</source>
   <translation>Reparieren oder durch eine intakte Kopie ersetzen, damit sich Tags schreiben lassen.</translation>
  </message>
  <message>
   <source>Replace it with a good copy to make its tags writable.</source>
   <translation>Durch eine intakte Kopie ersetzen, damit sich Tags schreiben lassen.</translation>
  </message>
  <message>
   <source>Replace the file with a good copy or remove it.</source>
   <translation>Die Datei durch eine intakte Kopie ersetzen oder entfernen.</translation>
  </message>
  <message>
   <source>Replace the file with a good copy.</source>
   <translation>Die Datei durch eine intakte Kopie ersetzen.</translation>
  </message>
  <message>
   <source>Replace the song with {name}, or delete that file; then write again.</source>
   <translation>Den Song durch {name} ersetzen oder diese Datei löschen; dann erneut schreiben.</translation>
  </message>
  <message>
   <source>Run `moodtagger models list` to see the installed models.</source>
   <translation>`moodtagger models list` zeigt die installierten Modelle.</translation>
  </message>
  <message>
   <source>Save its music as a separate file to make its tags writable.</source>
   <translation>Die Musik als eigene Datei speichern, damit sich Tags schreiben lassen.</translation>
  </message>
  <message>
   <source>Save the playlist as M3U8 instead.</source>
   <translation>Speichere die Playlist stattdessen als M3U8.</translation>
  </message>
  <message>
   <source>Scan a music folder to create one.</source>
   <translation>Einen Musikordner einlesen, um eine anzulegen.</translation>
  </message>
  <message>
   <source>Scan its folder again, then write again.</source>
   <translation>Den Ordner neu einlesen und erneut schreiben.</translation>
  </message>
  <message>
   <source>Scan its folder again.</source>
   <translation>Den Ordner neu einlesen.</translation>
  </message>
  <message>
   <source>Scan its folder first.</source>
   <translation>Zuerst seinen Ordner einlesen.</translation>
  </message>
  <message>
   <source>Scan their folder first.</source>
   <translation>Zuerst ihren Ordner einlesen.</translation>
  </message>
  <message>
   <source>Set MOODTAGGER_HOME to a folder you can write to, or change the folder's permissions.</source>
   <translation>MOODTAGGER_HOME auf einen beschreibbaren Ordner setzen oder die Zugriffsrechte des Ordners ändern.</translation>
  </message>
  <message>
   <source>Set {variable} to a folder you can write to.</source>
   <translation>{variable} auf einen beschreibbaren Ordner setzen.</translation>
  </message>
  <message>
   <source>Shorten it and try again.</source>
   <translation>Kürzen und erneut versuchen.</translation>
  </message>
  <message>
   <source>Shorten them.</source>
   <translation>Kürzen.</translation>
  </message>
  <message>
   <source>Skipped because this folder contains "{name}".</source>
   <translation>Übersprungen, weil dieser Ordner „{name}“ enthält.</translation>
  </message>
  <message>
   <source>Skipped “{field}”, which Navidrome can't search for.</source>
   <translation>„{field}“ übersprungen: Navidrome kann nicht danach suchen.</translation>
  </message>
  <message>
   <source>Skipped: it already has moods.</source>
   <translation>Übersprungen: Die Datei hat schon Stimmungen.</translation>
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
   <source>Switch to that model, or export them again with this one.</source>
   <translation>Zu diesem Modell wechseln oder mit dem aktuellen neu exportieren.</translation>
  </message>
  <message>
   <source>The APE tag would become too large.</source>
   <translation>Das APE-Tag würde zu groß.</translation>
  </message>
  <message>
   <source>The FLAC comments would become too large.</source>
   <translation>Die FLAC-Kommentare würden zu groß.</translation>
  </message>
  <message>
   <source>The ID3 tag would become too large.</source>
   <translation>Das ID3-Tag würde zu groß.</translation>
  </message>
  <message>
   <source>The MP4 file is cut off or holds no audio.</source>
   <translation>Die MP4-Datei ist abgeschnitten oder enthält kein Audio.</translation>
  </message>
  <message>
   <source>The Ogg file is damaged or cut off.</source>
   <translation>Die Ogg-Datei ist beschädigt oder abgeschnitten.</translation>
  </message>
  <message>
   <source>The audio has changed since the file was analyzed.</source>
   <translation>Das Audio hat sich seit der Analyse geändert.</translation>
  </message>
  <message>
   <source>The audio in the file has changed.</source>
   <translation>Das Audio in der Datei hat sich geändert.</translation>
  </message>
  <message>
   <source>The disk with the library is full, so nothing can be saved.</source>
   <translation>Das Laufwerk mit der Bibliothek ist voll, es lässt sich nichts mehr speichern.</translation>
  </message>
  <message>
   <source>The drive couldn't read the file ({error}).</source>
   <translation>Das Laufwerk konnte die Datei nicht lesen ({error}).</translation>
  </message>
  <message>
   <source>The drive did not store what was written.</source>
   <translation>Das Laufwerk hat das Geschriebene nicht gespeichert.</translation>
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
   <source>The drive reported an error.</source>
   <translation>Das Laufwerk hat einen Fehler gemeldet.</translation>
  </message>
  <message>
   <source>The drive with the library is read-only.</source>
   <translation>Das Laufwerk mit der Bibliothek ist schreibgeschützt.</translation>
  </message>
  <message>
   <source>The fields are {names}. Put text with a colon in quotes.</source>
   <translation>Die Felder sind {names}. Text mit einem Doppelpunkt in Anführungszeichen setzen.</translation>
  </message>
  <message>
   <source>The file can't be read.</source>
   <translation>Die Datei ist nicht lesbar.</translation>
  </message>
  <message>
   <source>The file holds several Ogg streams side by side.</source>
   <translation>Die Datei enthält mehrere Ogg-Ströme nebeneinander.</translation>
  </message>
  <message>
   <source>The file is append-only: its contents can't be changed.</source>
   <translation>An die Datei lässt sich nur anhängen: Ihr Inhalt lässt sich nicht ändern.</translation>
  </message>
  <message>
   <source>The file is empty.</source>
   <translation>Die Datei ist leer.</translation>
  </message>
  <message>
   <source>The file is immutable: even its owner can't change it.</source>
   <translation>Die Datei ist unveränderlich: Selbst ihr Besitzer kann sie nicht ändern.</translation>
  </message>
  <message>
   <source>The file is missing.</source>
   <translation>Die Datei fehlt.</translation>
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
   <source>The file name or path is too long.</source>
   <translation>Der Dateiname oder Pfad ist zu lang.</translation>
  </message>
  <message>
   <source>The file stores its audio in several pieces.</source>
   <translation>Die Datei speichert ihr Audio in mehreren Teilen.</translation>
  </message>
  <message>
   <source>The file would exceed 4 GB, the limit of its format.</source>
   <translation>Die Datei würde 4 GB überschreiten, die Grenze ihres Formats.</translation>
  </message>
  <message>
   <source>The file's sizes don't add up: it is cut off, or its recording was never finished.</source>
   <translation>Die Größen in der Datei stimmen nicht: Sie ist abgeschnitten, oder die Aufnahme wurde nie abgeschlossen.</translation>
  </message>
  <message>
   <source>The file's tags are damaged ({detail}).</source>
   <translation>Die Tags der Datei sind beschädigt ({detail}).</translation>
  </message>
  <message>
   <source>The file's tags are damaged and can't be read.</source>
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
   <source>The folder is append-only: nothing in it can be replaced.</source>
   <translation>In den Ordner lässt sich nur hinzufügen: Darin lässt sich nichts ersetzen.</translation>
  </message>
  <message>
   <source>The folder is immutable: nothing in it can be replaced.</source>
   <translation>Der Ordner ist unveränderlich: Darin lässt sich nichts ersetzen.</translation>
  </message>
  <message>
   <source>The library file is damaged.</source>
   <translation>Die Datei der Bibliothek ist beschädigt.</translation>
  </message>
  <message>
   <source>The library file is not a database: another program overwrote it, or its beginning is lost.</source>
   <translation>Die Bibliotheksdatei ist keine Datenbank: Ein anderes Programm hat sie überschrieben, oder ihr Anfang ist verloren.</translation>
  </message>
  <message>
   <source>The library is a folder, a pipe, or a device, not a file.</source>
   <translation>Die Bibliothek ist ein Ordner, eine Pipe oder ein Gerät, keine Datei.</translation>
  </message>
  <message>
   <source>The library is closed.</source>
   <translation>Die Bibliothek ist geschlossen.</translation>
  </message>
  <message>
   <source>The library is open read-only, so nothing can be changed.</source>
   <translation>Die Bibliothek ist schreibgeschützt geöffnet, es lässt sich nichts ändern.</translation>
  </message>
  <message>
   <source>The link leads in a circle.</source>
   <translation>Die Verknüpfung führt im Kreis.</translation>
  </message>
  <message>
   <source>The model and its mood vocabulary don't match.</source>
   <translation>Das Modell und sein Stimmungsvokabular passen nicht zusammen.</translation>
  </message>
  <message>
   <source>The model card contains impossible numbers.</source>
   <translation>Die Modellbeschreibung enthält unmögliche Zahlen.</translation>
  </message>
  <message>
   <source>The model card is incomplete or wrong ({error}).</source>
   <translation>Die Modellbeschreibung ist unvollständig oder falsch ({error}).</translation>
  </message>
  <message>
   <source>The model folder has no {name}.</source>
   <translation>Der Modellordner enthält kein {name}.</translation>
  </message>
  <message>
   <source>The model's speech detector is damaged, or belongs to another model.</source>
   <translation>Die Spracherkennung des Modells ist beschädigt oder gehört zu einem anderen Modell.</translation>
  </message>
  <message>
   <source>The model's weights are a pickle file, which could run any program. It was not opened.</source>
   <translation>Die Gewichte des Modells sind eine Pickle-Datei, die beliebige Programme ausführen könnte. Sie wurde nicht geöffnet.</translation>
  </message>
  <message>
   <source>The model's weights are not the ones described in its card.</source>
   <translation>Die Gewichte des Modells sind nicht die in seiner Beschreibung genannten.</translation>
  </message>
  <message>
   <source>The model's weights contain values that are not numbers.</source>
   <translation>Die Gewichte des Modells enthalten Werte, die keine Zahlen sind.</translation>
  </message>
  <message>
   <source>The model's weights don't match its architecture.</source>
   <translation>Die Gewichte des Modells passen nicht zu seiner Architektur.</translation>
  </message>
  <message>
   <source>The mood map is not usable: {reason}</source>
   <translation>Die Stimmungskarte ist unbrauchbar: {reason}</translation>
  </message>
  <message>
   <source>The mood map lists a word twice.</source>
   <translation>Die Stimmungskarte nennt ein Wort doppelt.</translation>
  </message>
  <message>
   <source>The mood vocabulary lists a mood twice.</source>
   <translation>Das Stimmungsvokabular nennt eine Stimmung doppelt.</translation>
  </message>
  <message>
   <source>The new copy did not pass the check ({detail}), so the file was not changed.</source>
   <translation>Die neue Kopie hat die Prüfung nicht bestanden ({detail}); die Datei wurde nicht geändert.</translation>
  </message>
  <message>
   <source>The processes that analyze songs don't start or are ended at once.</source>
   <translation>Die Prozesse zum Analysieren starten nicht oder werden sofort beendet.</translation>
  </message>
  <message>
   <source>The quote is not closed.</source>
   <translation>Das schließende Anführungszeichen fehlt.</translation>
  </message>
  <message>
   <source>The song could not be written or restored: the original is {name}.</source>
   <translation>Der Song ließ sich weder schreiben noch wiederherstellen: Das Original ist {name}.</translation>
  </message>
  <message>
   <source>The system does not allow changes to this file or its folder.</source>
   <translation>Das System erlaubt keine Änderungen an dieser Datei oder ihrem Ordner.</translation>
  </message>
  <message>
   <source>The system reported: {error}.</source>
   <translation>Das System meldet: {error}.</translation>
  </message>
  <message>
   <source>The tags were written completely before moodtagger stopped.</source>
   <translation>Die Tags wurden vollständig geschrieben, bevor moodtagger beendet wurde.</translation>
  </message>
  <message>
   <source>The worker {worker} has moodtagger {version} with {model}.</source>
   <translation>Der Worker {worker} hat moodtagger {version} mit {model}.</translation>
  </message>
  <message>
   <source>There is already a playlist named “{name}”.</source>
   <translation>Es gibt schon eine Playlist namens „{name}“.</translation>
  </message>
  <message>
   <source>There is no ( to match this ).</source>
   <translation>Zu dieser ) fehlt die (.</translation>
  </message>
  <message>
   <source>There is no ) to match this (.</source>
   <translation>Zu dieser ( fehlt die ).</translation>
  </message>
  <message>
   <source>There is no Dask scheduler at {address}.</source>
   <translation>Unter {address} läuft kein Dask-Scheduler.</translation>
  </message>
  <message>
   <source>There is no audio in this file.</source>
   <translation>Diese Datei enthält kein Audio.</translation>
  </message>
  <message>
   <source>There is no field {name}.</source>
   <translation>Das Feld {name} gibt es nicht.</translation>
  </message>
  <message>
   <source>There is no field {name}. Did you mean {nearest}?</source>
   <translation>Es gibt kein Feld {name}. War {nearest} gemeint?</translation>
  </message>
  <message>
   <source>There is no library yet.</source>
   <translation>Noch gibt es keine Bibliothek.</translation>
  </message>
  <message>
   <source>There is no playlist named “{name}”.</source>
   <translation>Es gibt keine Playlist namens „{name}“.</translation>
  </message>
  <message>
   <source>There is no profile named “{name}”.</source>
   <translation>Es gibt kein Profil namens „{name}“.</translation>
  </message>
  <message>
   <source>There is no profile “{name}” to remove.</source>
   <translation>Es gibt kein Profil „{name}“ zum Entfernen.</translation>
  </message>
  <message>
   <source>There is not enough memory to analyze this file.</source>
   <translation>Der Arbeitsspeicher reicht nicht, um diese Datei zu analysieren.</translation>
  </message>
  <message>
   <source>These decisions belong to {other}, but {model} is in use.</source>
   <translation>Diese Entscheidungen gehören zu {other}, verwendet wird aber {model}.</translation>
  </message>
  <message>
   <source>These songs have not been analyzed yet.</source>
   <translation>Diese Songs wurden noch nicht analysiert.</translation>
  </message>
  <message>
   <source>This CUE sheet is damaged, so its file stays one song.</source>
   <translation>Dieses CUE-Sheet ist beschädigt, deshalb bleibt die Datei ein einziger Song.</translation>
  </message>
  <message>
   <source>This MP4 file refers to its audio in a way that makes writing unsafe.</source>
   <translation>Diese MP4-Datei verweist so auf ihr Audio, dass Schreiben nicht sicher ist.</translation>
  </message>
  <message>
   <source>This Serato crate is damaged.</source>
   <translation>Dieser Serato-Crate ist beschädigt.</translation>
  </message>
  <message>
   <source>This WMA file is cut off, or of a kind that moodtagger can't write safely.</source>
   <translation>Diese WMA-Datei ist abgeschnitten oder von einer Art, die moodtagger nicht sicher schreiben kann.</translation>
  </message>
  <message>
   <source>This backup is damaged too. Choose another one.</source>
   <translation>Auch diese Sicherung ist beschädigt. Eine andere wählen.</translation>
  </message>
  <message>
   <source>This belongs to the system and contains no music.</source>
   <translation>Das gehört zum System und enthält keine Musik.</translation>
  </message>
  <message>
   <source>This file contains no exported decisions.</source>
   <translation>Diese Datei enthält keine exportierten Entscheidungen.</translation>
  </message>
  <message>
   <source>This file has no audio, or none that can be decoded.</source>
   <translation>Diese Datei enthält kein Audio oder keines, das sich dekodieren lässt.</translation>
  </message>
  <message>
   <source>This file has no audio.</source>
   <translation>Diese Datei enthält kein Audio.</translation>
  </message>
  <message>
   <source>This file has {count} audio streams; a song has one.</source>
   <translation>Diese Datei enthält {count} Audiospuren; ein Song hat eine.</translation>
  </message>
  <message>
   <source>This file is a database of another program, not a moodtagger library.</source>
   <translation>Diese Datei ist eine Datenbank eines anderen Programms, keine Bibliothek von moodtagger.</translation>
  </message>
  <message>
   <source>This file is damaged, protected, or not an audio file.</source>
   <translation>Diese Datei ist beschädigt, geschützt oder keine Audiodatei.</translation>
  </message>
  <message>
   <source>This file is not on this computer.</source>
   <translation>Diese Datei ist nicht auf diesem Computer.</translation>
  </message>
  <message>
   <source>This is a device or a pipe, not a song.</source>
   <translation>Das ist ein Gerät oder eine Pipe, kein Song.</translation>
  </message>
  <message>
   <source>This is a folder, not a song.</source>
   <translation>Das ist ein Ordner, kein Song.</translation>
  </message>
  <message>
   <source>This is a folder.</source>
   <translation>Das ist ein Ordner.</translation>
  </message>
  <message>
   <source>This is a video.</source>
   <translation>Das ist ein Video.</translation>
  </message>
  <message>
   <source>This is not a Serato crate.</source>
   <translation>Das ist kein Serato-Crate.</translation>
  </message>
  <message>
   <source>This is not a backup of a library. Choose another one.</source>
   <translation>Das ist keine Sicherung einer Bibliothek. Eine andere wählen.</translation>
  </message>
  <message>
   <source>This is not a model name.</source>
   <translation>Das ist kein Modellname.</translation>
  </message>
  <message>
   <source>This is not a model trained by `patchnet`.</source>
   <translation>Das ist kein mit `patchnet` trainiertes Modell.</translation>
  </message>
  <message>
   <source>This is not a regular file.</source>
   <translation>Das ist keine gewöhnliche Datei.</translation>
  </message>
  <message>
   <source>This is not a rekordbox or Traktor export.</source>
   <translation>Das ist kein Export von rekordbox oder Traktor.</translation>
  </message>
  <message>
   <source>This is not a result of `moodtagger analyze --json`.</source>
   <translation>Das ist kein Ergebnis von `moodtagger analyze --json`.</translation>
  </message>
  <message>
   <source>This is not an audio file.</source>
   <translation>Das ist keine Audiodatei.</translation>
  </message>
  <message>
   <source>This is silent.</source>
   <translation>Das ist nur Stille.</translation>
  </message>
  <message>
   <source>This is too large to be part of a model ({size} bytes).</source>
   <translation>Das ist zu groß für einen Teil eines Modells ({size} Bytes).</translation>
  </message>
  <message>
   <source>This is too short to analyze.</source>
   <translation>Das ist zu kurz für eine Analyse.</translation>
  </message>
  <message>
   <source>This library is from an older version and can't be updated while it is open read-only.</source>
   <translation>Diese Bibliothek stammt von einer älteren Version und lässt sich nicht aktualisieren, solange sie schreibgeschützt geöffnet ist.</translation>
  </message>
  <message>
   <source>This library was made by a newer version of moodtagger.</source>
   <translation>Diese Bibliothek stammt von einer neueren Version von moodtagger.</translation>
  </message>
  <message>
   <source>This link points to itself.</source>
   <translation>Diese Verknüpfung verweist auf sich selbst.</translation>
  </message>
  <message>
   <source>This model was made for another version of moodtagger.</source>
   <translation>Dieses Modell wurde für eine andere Version von moodtagger erstellt.</translation>
  </message>
  <message>
   <source>This needs torch, which is not installed.</source>
   <translation>Dafür ist torch nötig, das nicht installiert ist.</translation>
  </message>
  <message>
   <source>This playlist has no songs.</source>
   <translation>Diese Playlist enthält keine Songs.</translation>
  </message>
  <message>
   <source>This playlist is not a valid XSPF file.</source>
   <translation>Diese Playlist ist keine gültige XSPF-Datei.</translation>
  </message>
  <message>
   <source>This playlist is too long.</source>
   <translation>Diese Playlist ist zu lang.</translation>
  </message>
  <message>
   <source>This song in the playlist is missing.</source>
   <translation>Dieser Song der Playlist fehlt.</translation>
  </message>
  <message>
   <source>This song is part of a file with a CUE sheet, so no tags are written.</source>
   <translation>Dieser Song ist Teil einer Datei mit CUE-Sheet, deshalb werden keine Tags geschrieben.</translation>
  </message>
  <message>
   <source>This song or batch is no longer in the library.</source>
   <translation>Dieser Song oder Vorgang ist nicht mehr in der Bibliothek.</translation>
  </message>
  <message>
   <source>This would overwrite a file of moodtagger or of a library.</source>
   <translation>Das würde eine Datei von moodtagger oder einer Bibliothek überschreiben.</translation>
  </message>
  <message>
   <source>This would overwrite a song.</source>
   <translation>Das würde einen Song überschreiben.</translation>
  </message>
  <message>
   <source>Too many nested parentheses.</source>
   <translation>Zu viele verschachtelte Klammern.</translation>
  </message>
  <message>
   <source>Try again when the other program is done.</source>
   <translation>Erneut versuchen, wenn das andere Programm fertig ist.</translation>
  </message>
  <message>
   <source>Try again.</source>
   <translation>Erneut versuchen.</translation>
  </message>
  <message>
   <source>Update moodtagger to open it, or restore a backup. Nothing was changed.</source>
   <translation>moodtagger aktualisieren, um sie zu öffnen, oder eine Sicherung wiederherstellen. Nichts wurde geändert.</translation>
  </message>
  <message>
   <source>Updating the library ({names}) would lose references.</source>
   <translation>Beim Aktualisieren der Bibliothek ({names}) gingen Verweise verloren.</translation>
  </message>
  <message>
   <source>Writing this song was interrupted, and its original is still beside it.</source>
   <translation>Das Schreiben dieses Songs wurde unterbrochen, das Original liegt noch daneben.</translation>
  </message>
  <message>
   <source>You don't have permission to read this file.</source>
   <translation>Keine Berechtigung, diese Datei zu lesen.</translation>
  </message>
  <message>
   <source>You don't have permission to read this. Change its permissions and scan again.</source>
   <translation>Keine Berechtigung zum Lesen. Zugriffsrechte ändern und neu einlesen.</translation>
  </message>
  <message>
   <source>You don't have permission to use this file or its folder.</source>
   <translation>Keine Berechtigung für diese Datei oder ihren Ordner.</translation>
  </message>
  <message>
   <source>Your quota on this drive is used up.</source>
   <translation>Das Kontingent auf diesem Laufwerk ist aufgebraucht.</translation>
  </message>
  <message>
   <source>a DSF file whose tag is where its audio is</source>
   <translation>eine DSF-Datei, deren Tag an der Stelle des Audios liegt</translation>
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
   <translation>eine FLAC-Datei ohne Streaminformationen</translation>
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
   <translation>eine klar vorgeschlagene oder angenommene Stimmung</translation>
  </message>
  <message>
   <source>a comment is longer than its block</source>
   <translation>ein Kommentar ist länger als sein Block</translation>
  </message>
  <message>
   <source>a compressed ID3v2.2 tag</source>
   <translation>ein komprimiertes ID3v2.2-Tag</translation>
  </message>
  <message>
   <source>a folder and the folders in it</source>
   <translation>ein Ordner mit seinen Unterordnern</translation>
  </message>
  <message>
   <source>a fragment of a track without one header in front</source>
   <translation>ein Stück einer Spur ohne einen Kopf davor</translation>
  </message>
  <message>
   <source>a label or word is not a single line of text</source>
   <translation>eine Bezeichnung oder ein Wort ist keine einzelne Textzeile</translation>
  </message>
  <message>
   <source>a mood has no name</source>
   <translation>eine Stimmung hat keinen Namen</translation>
  </message>
  <message>
   <source>a mood in the file's tags</source>
   <translation>eine Stimmung in den Tags der Datei</translation>
  </message>
  <message>
   <source>a number of {mood} is not valid</source>
   <translation>eine Zahl von {mood} ist ungültig</translation>
  </message>
  <message>
   <source>a table of chunk offsets is cut off</source>
   <translation>eine Tabelle der Blockpositionen ist abgeschnitten</translation>
  </message>
  <message>
   <source>a word is not printable text</source>
   <translation>ein Wort ist kein druckbarer Text</translation>
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
   <translation>eine Ogg-Datei, deren Köpfe abgeschnitten sind oder eine Seite mit Audio teilen</translation>
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
   <source>an atom with file positions is cut off</source>
   <translation>ein Atom mit Dateipositionen ist abgeschnitten</translation>
  </message>
  <message>
   <source>an entry doesn't have exactly {names}</source>
   <translation>ein Eintrag hat nicht genau {names}</translation>
  </message>
  <message>
   <source>an impossible number of atoms</source>
   <translation>eine unmögliche Zahl von Atomen</translation>
  </message>
  <message>
   <source>an undecided suggestion, clear or likely</source>
   <translation>ein offener Vorschlag, klar oder wahrscheinlich</translation>
  </message>
  <message>
   <source>another tag differs</source>
   <translation>ein anderes Tag weicht ab</translation>
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
   <source>corrected by you</source>
   <translation>selbst korrigiert</translation>
  </message>
  <message>
   <source>far too large ASF attributes</source>
   <translation>viel zu große ASF-Attribute</translation>
  </message>
  <message>
   <source>far too large Ogg comments</source>
   <translation>viel zu große Ogg-Kommentare</translation>
  </message>
  <message>
   <source>how acoustic it sounds, from 0 to 1</source>
   <translation>wie akustisch der Song klingt, von 0 bis 1</translation>
  </message>
  <message>
   <source>how danceable it is, from 0 to 1</source>
   <translation>wie tanzbar der Song ist, von 0 bis 1</translation>
  </message>
  <message>
   <source>how energetic it feels, from -1 to 1</source>
   <translation>wie energisch der Song wirkt, von -1 bis 1</translation>
  </message>
  <message>
   <source>how likely it has no vocals, from 0 to 1</source>
   <translation>wie wahrscheinlich der Song ohne Gesang ist, von 0 bis 1</translation>
  </message>
  <message>
   <source>how likely it was recorded live, from 0 to 1</source>
   <translation>wie wahrscheinlich der Song live aufgenommen ist, von 0 bis 1</translation>
  </message>
  <message>
   <source>how much of it is spoken or rapped, from 0 to 1</source>
   <translation>wie viel gesprochen oder gerappt wird, von 0 bis 1</translation>
  </message>
  <message>
   <source>how positive it feels, from -1 to 1</source>
   <translation>wie positiv der Song wirkt, von -1 bis 1</translation>
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
   <source>moodtagger can't decode this audio format.</source>
   <translation>moodtagger kann dieses Audioformat nicht dekodieren.</translation>
  </message>
  <message>
   <source>moodtagger can't write tags to this kind of file.</source>
   <translation>moodtagger kann in diese Art von Datei keine Tags schreiben.</translation>
  </message>
  <message>
   <source>moodtagger stopped before writing the tags; the file is unchanged.</source>
   <translation>moodtagger wurde vor dem Schreiben der Tags beendet; die Datei ist unverändert.</translation>
  </message>
  <message>
   <source>moodtagger stopped while restoring the tags; the history shows what is in the file.</source>
   <translation>moodtagger wurde beim Wiederherstellen der Tags beendet; der Verlauf zeigt, was in der Datei steht.</translation>
  </message>
  <message>
   <source>moodtagger stopped while writing the tags; now: {error}</source>
   <translation>moodtagger wurde beim Schreiben der Tags beendet; jetzt: {error}</translation>
  </message>
  <message>
   <source>more than one copy of the recording</source>
   <translation>mehr als eine Kopie der Aufnahme</translation>
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
   <translation>kein Audio, wo die FLAC-Blöcke enden</translation>
  </message>
  <message>
   <source>part of the file path</source>
   <translation>ein Teil des Dateipfads</translation>
  </message>
  <message>
   <source>something else than ID3 where the tag should be</source>
   <translation>etwas anderes als ID3 an der Stelle des Tags</translation>
  </message>
  <message>
   <source>something other than the tags differs</source>
   <translation>etwas außer den Tags weicht ab</translation>
  </message>
  <message>
   <source>the ASF header is longer than the file</source>
   <translation>der ASF-Kopf ist länger als die Datei</translation>
  </message>
  <message>
   <source>the ID3 tag is longer than the file</source>
   <translation>das ID3-Tag ist länger als die Datei</translation>
  </message>
  <message>
   <source>the album</source>
   <translation>das Album</translation>
  </message>
  <message>
   <source>the album artist</source>
   <translation>der Album-Interpret</translation>
  </message>
  <message>
   <source>the artist</source>
   <translation>der Interpret</translation>
  </message>
  <message>
   <source>the audio differs</source>
   <translation>das Audio weicht ab</translation>
  </message>
  <message>
   <source>the best undecided suggestion</source>
   <translation>der beste offene Vorschlag</translation>
  </message>
  <message>
   <source>the date added</source>
   <translation>das Datum des Hinzufügens</translation>
  </message>
  <message>
   <source>the detected key</source>
   <translation>die erkannte Tonart</translation>
  </message>
  <message>
   <source>the disc number</source>
   <translation>die CD-Nummer</translation>
  </message>
  <message>
   <source>the energy, from 1 to 10</source>
   <translation>die Energie, von 1 bis 10</translation>
  </message>
  <message>
   <source>the extended header is longer than the ID3 tag</source>
   <translation>der erweiterte Kopf ist länger als das ID3-Tag</translation>
  </message>
  <message>
   <source>the file type</source>
   <translation>der Dateityp</translation>
  </message>
  <message>
   <source>the genre</source>
   <translation>das Genre</translation>
  </message>
  <message>
   <source>the helper process doesn't start</source>
   <translation>der Hilfsprozess startet nicht</translation>
  </message>
  <message>
   <source>the length</source>
   <translation>die Länge</translation>
  </message>
  <message>
   <source>the mood map lists a word twice.</source>
   <translation>die Stimmungskarte nennt ein Wort doppelt.</translation>
  </message>
  <message>
   <source>the musical key</source>
   <translation>die Tonart</translation>
  </message>
  <message>
   <source>the quadrant of the map</source>
   <translation>der Quadrant der Karte</translation>
  </message>
  <message>
   <source>the stars</source>
   <translation>die Sterne</translation>
  </message>
  <message>
   <source>the state, from analyzed to written</source>
   <translation>der Status, von analysiert bis geschrieben</translation>
  </message>
  <message>
   <source>the tag and the detected key differ</source>
   <translation>Tag und erkannte Tonart weichen voneinander ab</translation>
  </message>
  <message>
   <source>the title</source>
   <translation>der Titel</translation>
  </message>
  <message>
   <source>the track number</source>
   <translation>die Titelnummer</translation>
  </message>
  <message>
   <source>the year</source>
   <translation>das Jahr</translation>
  </message>
  <message>
   <source>there is no audio behind them</source>
   <translation>dahinter ist kein Audio</translation>
  </message>
  <message>
   <source>there is not enough memory</source>
   <translation>der Arbeitsspeicher reicht nicht aus</translation>
  </message>
  <message>
   <source>without vocals</source>
   <translation>ohne Gesang</translation>
  </message>
  <message>
   <source>{field} can't be compared with {operator}.</source>
   <translation>{field} lässt sich nicht mit {operator} vergleichen.</translation>
  </message>
  <message>
   <source>{field} must be one of {choices}.</source>
   <translation>{field} muss eines davon sein: {choices}.</translation>
  </message>
  <message>
   <source>{field} must be yes or no.</source>
   <translation>{field} muss yes oder no sein.</translation>
  </message>
  <message>
   <source>{found} It was written again later; undo that first.</source>
   <translation>{found} Es wurde später erneut geschrieben; zuerst das rückgängig machen.</translation>
  </message>
  <message>
   <source>{frame} does not read back</source>
   <translation>{frame} lässt sich nicht zurücklesen</translation>
  </message>
  <message>
   <source>{frame} is no longer there, so nothing was changed.</source>
   <translation>{frame} ist nicht mehr da, deshalb wurde nichts geändert.</translation>
  </message>
  <message>
   <source>{frame} is now empty.</source>
   <translation>{frame} ist jetzt leer.</translation>
  </message>
  <message>
   <source>{frame} is now “{values}”, so it was not changed.</source>
   <translation>{frame} ist jetzt „{values}“ und wurde nicht geändert.</translation>
  </message>
  <message>
   <source>{frame} is now “{values}”.</source>
   <translation>{frame} ist jetzt „{values}“.</translation>
  </message>
  <message>
   <source>{reader} does not find the same audio in it</source>
   <translation>{reader} findet darin nicht dasselbe Audio</translation>
  </message>
  <message>
   <source>{text} is not a date. Write 2026-11-30, 2026-11, 2026, or 30d.</source>
   <translation>{text} ist kein Datum. Richtig ist 2026-11-30, 2026-11, 2026 oder 30d.</translation>
  </message>
  <message>
   <source>{text} is not a length. Write 3:30, 5m, or 90s.</source>
   <translation>{text} ist keine Länge. Richtig ist 3:30, 5m oder 90s.</translation>
  </message>
  <message>
   <source>{text} is not a musical key.</source>
   <translation>{text} ist keine Tonart.</translation>
  </message>
  <message>
   <source>{text} is not a number.</source>
   <translation>{text} ist keine Zahl.</translation>
  </message>
  <message>
   <source>“{label}” has no valid {name}</source>
   <translation>„{label}“ hat kein gültiges {name}</translation>
  </message>
  <message>
   <source>“{moods}” stays in a tag that moodtagger can only read.</source>
   <translation>„{moods}“ bleibt in einem Tag, das moodtagger nur lesen kann.</translation>
  </message>
  <message>
   <source>“{name}” can't be the name of a profile.</source>
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
   <translation>chillig</translation>
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
   <translation>Party</translation>
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
   <translation>erhebend</translation>
  </message>
  <message>
   <source>weary</source>
   <translation>müde</translation>
  </message>
 </context>
 <context>
  <name>tag_check</name>
  <message>
   <source>Artist</source>
   <translation>Interpret</translation>
  </message>
  <message>
   <source>Detected mood</source>
   <translation>Erkannte Stimmung</translation>
  </message>
  <message>
   <source>Far from “%1” on the map</source>
   <translation>Auf der Karte weit von „%1“ entfernt</translation>
  </message>
  <message>
   <source>Less “%1” than %2 of your library</source>
   <translation>Weniger „%1“ als %2 der Bibliothek</translation>
  </message>
  <message>
   <source>Less “%1” than almost all of your library</source>
   <translation>Weniger „%1“ als fast die ganze Bibliothek</translation>
  </message>
  <message>
   <source>Mood tag</source>
   <translation>Stimmungs-Tag</translation>
  </message>
  <message>
   <source>Reason</source>
   <translation>Grund</translation>
  </message>
  <message>
   <source>Title</source>
   <translation>Titel</translation>
  </message>
 </context>
 <context>
  <name>words</name>
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
 </context>
 <context>
  <name>writing</name>
  <message>
   <source>Date modified is preserved.</source>
   <translation>Das Änderungsdatum bleibt erhalten.</translation>
  </message>
  <message>
   <source>Date modified is updated so that %1 notices the change.</source>
   <translation>Das Änderungsdatum wird aktualisiert, damit %1 die Änderung bemerkt.</translation>
  </message>
  <message>
   <source>Date modified is updated.</source>
   <translation>Das Änderungsdatum wird aktualisiert.</translation>
  </message>
 </context>
</TS>
