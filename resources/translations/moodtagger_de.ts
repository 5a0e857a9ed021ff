<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>Alike</name>
  <message>
   <source>%1 bpm apart</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>half the tempo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>near in sound</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>near on the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>nearer in mood than %1 of 100 songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>nearer in sound than %1 of 100 songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>nearer on the map than %1 of 100 songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>same moods: %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>same tempo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>twice the tempo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>very near in sound</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>very near on the map</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>AlikeControl</name>
  <message>
   <source>Alike</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Left out: %1 whose tempo is not known.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>More &amp;like this</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Out of %1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Select exactly two songs: where the way begins and where it ends.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show the songs most like the selected ones</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Songs that lead step by step from one selected song to the other</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Way from one song to another</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your library has no more songs for this way than %1.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>AlikeControls</name>
  <message>
   <source>&amp;Half and double count too</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Mood</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Tempo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fastest tempo, in beats a minute</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How much the same moods count</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How much the same place on the map counts: valence and arousal</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How much the sound counts, as the network hears it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Most songs of one album</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Most songs of one artist</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of an &amp;artist</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of an al&amp;bum</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Only songs whose tempo is known and in this range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Place on ma&amp;p</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>S&amp;ound</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Slowest tempo, in beats a minute</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>any</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>AlikePage</name>
  <message>
   <source>&amp;Like the selected songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Turn round</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A way from one to the other</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ask about the songs that are selected now (Ctrl+L)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>From the other song to this one</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Like %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Like %1 and %2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Like %1 and %2 more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Like the file “%1”, which is not in your library</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking through your songs…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>More like this</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No song meets these limits.
Widen the range of tempo, or allow more songs of an artist or album.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Play the file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save as pla&amp;ylist…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Select all &amp;found</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Select one song or several, then choose “Like the selected songs” (Ctrl+L).
Or drop a file into the window: it stays outside your library.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Songs like both</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Songs on the way, both ends included</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What to look for</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>BulkControl</name>
  <message>
   <source>%1 mood</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 moods</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Accept above a &amp;confidence</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Accepted %1 in %2. Nothing is written into the files yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>See how many moods a least confidence would accept, then accept them</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take back</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>BulkDialog</name>
  <message>
   <source>%1 in %2 would be accepted.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 mood</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 moods</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Accept</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Accept %1 mood</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Accept %1 moods</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Least confidence</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Of</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>About %1 of them are right, going by how often this network was on songs it had not heard before.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Accept above a confidence</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Accepts the proposed moods that wait for a decision and whose probability is at least this high. Nothing is written into the files; one press takes it back.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Counting…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>For %1 of them nothing was measured.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How often these are right was never measured for this network.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Least confidence in per cent</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No mood is that sure. Move the slider to the left.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No mood of these songs waits for a decision.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of which songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Selected songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Songs that are shown</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The whole library</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>CardStack</name>
  <message>
   <source>Dropped files</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ChangesModel</name>
  <message>
   <source>(not there)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>File</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Frame</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Now</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Then</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ChangesView</name>
  <message>
   <source>Files and the frames that change in them</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>CircumplexView</name>
  <message>
   <source>%1 (key %2)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1%</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1, %2 sure</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1, as you hear it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1: valence %2, arousal %3</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Angry</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Back to the view before</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Backspace</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Colour: album</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Colour: how probable</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Colour: how sure</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Colour: mood in the file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Colour: quadrant</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Each point is a song: the further right, the more pleasant; the further up, the more excited.

Click selects, Shift adds, Ctrl adds or takes away, dragging selects a rectangle or what the lasso goes around. The wheel zooms; the middle or right button, or Ctrl and drag, moves the map. Double-click plays a song. Drag the selected song to where it feels right to you.

Keys: arrows walk from song to song (Shift keeps the selection, Ctrl moves the map), Space or Enter plays, + and - zoom, Z shows the selected songs, 0 shows everything, Backspace goes back to the view before, R draws rectangles, L a lasso, H moves the map, Ctrl+A selects all, Esc selects none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Happy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>In the file: %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Map of feeling</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mood that the colours tell of</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No song has been heard yet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No songs on the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No songs yet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a folder with music: each song takes its place on this map of feeling.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Relaxed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sad</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Select with a lasso</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Select with a rectangle</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show the selected songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show the whole map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Songs appear here as soon as they have been listened to.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Songs: %1. Selected: %2.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The network: %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What the colours of the map tell</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Zoom in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Zoom out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>calm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>excited</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no album</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no mood in the file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not judged</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>others</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>pleasant</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>unpleasant</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ColorChoice</name>
  <message>
   <source>Quadrant</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Seek bar shows: %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What the seek bar shows over time</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ColumnMenu</name>
  <message>
   <source>&amp;Arrange columns…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Columns</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Reset columns</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ColumnsDialog</name>
  <message>
   <source>&amp;Reset</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Columns</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Columns from left to right</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move &amp;down</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move &amp;up</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Space shows or hides a column; drag it, or use the buttons, to move it.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Context</name>
  <message>
   <source>%1 selected</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>CorrectionControl</name>
  <message>
   <source>%1 are back.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 is where it was before.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1: the network's place counts again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1: your place counts now, %2. The network's is kept beside it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Do it again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Let the network's place count again for the selected songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>None of the selected songs was corrected.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Say where you hear the selected songs; the network's place is kept too</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sounds &amp;different to me…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ta&amp;ke back corrections</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take back</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>CorrectionDialog</name>
  <message>
   <source>&amp;Arousal</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Keep my correction</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Play or pause</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Take back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Valence</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Let the network's place count again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sounds different to me</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The network (ring): %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The network has not heard it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The rings are where the network heard them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where do you hear these %1?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where do you hear “%1”?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>You: %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>You: choose a place on the plane.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Cover</name>
  <message>
   <source>Cover</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>CurvePlot</name>
  <message>
   <source>Arousal</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Click to play from there</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>From valence %1, arousal %2 at the start to valence %3, arousal %4 at %5.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing was heard.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Valence</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Valence and arousal over time</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>DetailPage</name>
  <message>
   <source>Feels alike</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking for songs that feel alike…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Moods</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Over time</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Spectrogram (kHz)</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>DropCard</name>
  <message>
   <source>Add to library</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Being added to your library</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close the card</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dropped file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Listening…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>More like this</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mostly %1 (%2 %)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No confident mood; likeliest: %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not in your library</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Play</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Songs of your library like this file, which stays outside</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sure of: %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Valence %1 ± %2, arousal %3 ± %4</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>angry</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>happy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>relaxed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>sad</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>DropControl</name>
  <message>
   <source>A folder cannot be added while the library is open for reading only.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Already in your library; selected in the table and on the map.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>DropHint</name>
  <message>
   <source>Drop a folder to listen to it

Drop a file to hear its mood, no more</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>FeelingPlane</name>
  <message>
   <source>Click, or use the arrow keys; with Shift far, with Ctrl a little.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No place chosen yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Plane of feeling</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>FileListDialog</name>
  <message>
   <source>&amp;Copy as text</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>File</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Select the songs of the marked files in the table, or of all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show in &amp;table</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Why</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>FolderControl</name>
  <message>
   <source>Choose a folder of music</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a song to hear</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No file is touched. You can keep what was heard and decided, for when you add the folder again, or forget it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove and &amp;forget</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove this folder from the library?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove, &amp;keep results</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>FoldersPage</name>
  <message>
   <source>&amp;Add folder…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Remove…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Asks first what becomes of the results</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Folders of the library</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Half of the cores (%1)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Listening</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Music</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Names or whole paths of files and folders; * stands for any characters, ? for one. For example *.wma, Podcasts or */Long mixes. Songs that are left out vanish from the window; what was heard and decided is kept for when they come back.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Songs heard at the same &amp;time:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Songs heard at the same time</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no folder yet. Add one: its songs are read and listened to here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This computer has %1 cores. With more at a time a scan is done sooner, with fewer other programs stay quick. It holds from the next scan on.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>HistoryControl</name>
  <message>
   <source>Not restored</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show what was not</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>These changed after they were written, so they were left as they are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Undone: %1 restored.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>HistoryDialog</name>
  <message>
   <source>%1 (undone)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 restored.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Copy as text</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Undo this batch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Batches of written moods</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Before</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Date</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>File</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Files</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Frame</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>History of written moods</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not restored, because it changed in the meantime:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing has been written into files yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading the history…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Restoring %1 of %2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Written</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>failed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not finished</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>undone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>written</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>HitModel</name>
  <message>
   <source>Album</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Artist</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>BPM</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Beats a minute: from the file's tags, or as heard</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Title</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Why</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>unknown</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>HitTable</name>
  <message>
   <source>Songs like these</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Inspector</name>
  <message>
   <source>Choose a song in the map or the table to see its moods.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No other song was heard yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No song selected</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Song details</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>JobCard</name>
  <message>
   <source>%1: %2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Go on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Pause</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show &amp;why</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>JobPanel</name>
  <message>
   <source>%1 failed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 of %2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 songs/min</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 songs/s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Hide</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Clear &amp;finished</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Done.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Getting ready</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hide this panel; jobs go on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Jobs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing is under way. Scans, writes and other long jobs are listed here, and stay to be read when they are over.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paused. Work of the same kind waits until it goes on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scans, writes and other long jobs, with their progress and outcome</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stopped. What was done stays.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stopping</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take jobs that are over out of the list</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Waits for the job before it</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>JobStatus</name>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel the scan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go on with the scan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pause</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pause the scan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paused</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Progress of the scan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stopping…</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>JobsControl</name>
  <message>
   <source>%1 job</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 jobs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Go on with the scan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Pause the scan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Files that failed: %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hold the scan; what is heard stays, and it goes on where it was</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Jobs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>None of these files is in the library, so the table has no row for it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scans, writes and other long jobs, with their progress and outcome</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show &amp;jobs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The last scan was not finished. What was heard is kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>These files were left as they are. The others are done.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>KeysDialog</name>
  <message>
   <source>Arrow keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Enter</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Enter or Space</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keys</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Map: play the song</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Map: walk to the nearest song</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Preview: take a file out or in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Space</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Table: play the song</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>LibraryControl</name>
  <message>
   <source>Show what was found</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The last time, moodtagger was stopped while it wrote into files.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The library is open for reading only.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Writes that were interrupted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>You can look around and play songs here; nothing can be changed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>moodtagger was stopped while writing; no file was damaged.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>LookPage</name>
  <message>
   <source>&amp;Dark</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Language of the window:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As the &amp;system has it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As the system has it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Colours</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>High contrast, black on &amp;white</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>High contrast, white on &amp;black</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Language</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Li&amp;ght</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look and language</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The window closes and opens again in the other language. A scan goes on with the songs that are left when you start it again; what was heard is kept.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>&amp;About moodtagger</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Accept confident</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Back 5 seconds</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Edit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;File</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Find songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Hear a file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Help</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Keyboard shortcuts</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Library</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Pause</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Play</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Quit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Rescan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Undo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;View</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Write tags</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Accept confident of &amp;selected songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Accept the confident moods of all shown songs; nothing is written yet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add &amp;folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose how often the moods that are proposed are to be right</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Colours of the s&amp;ystem</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dar&amp;k</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Finishing…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>For&amp;ward 5 seconds</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go to the &amp;filters</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go to the &amp;map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go to the &amp;table</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go to the song's &amp;details</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>High &amp;contrast, light</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>High contrast, da&amp;rk</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How sure is &amp;confident</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Li&amp;ght</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Listen to a folder of music</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Listen to one file without adding it to the library</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look for new and changed songs in all folders</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Play or pause the selected song</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>S&amp;top</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>See the exact changes of the accepted moods, then write them into the files</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Select &amp;all shown songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show &amp;details</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show fi&amp;lters</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop the scan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Toolbar</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try the &amp;demo songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What was written, and the way back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write tags of s&amp;elected songs</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>MapControl</name>
  <message>
   <source>Map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Map: back to the view be&amp;fore</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Selected songs on the &amp;map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Zoom the map to the selected songs</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Message</name>
  <message>
   <source>Close this message</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>MomentStrip</name>
  <message>
   <source>How probable the mood is over time, in %; click to play from there</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No mood is asked about yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The mood over time</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>MoodBar</name>
  <message>
   <source>Accept %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Accept this mood (A)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Click or press W to see why.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Counts as confident from %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reject %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reject this mood (R)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This mood is only shown, never proposed; accept it where you hear it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This network is never sure enough of this mood to propose it; accept it where you hear it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>accepted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>confident</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>never proposed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not decided</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>rejected</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>MoodEditor</name>
  <message>
   <source>&amp;What for:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another mood goes by this name; choose another.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As the others (%1)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hidden everywhere</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>One mood at least has to be seen; choose fewer to hide.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Only shown with its probability</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Proposed from %1 on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Proposed from %1 on; there it was right with %2 of %3 songs.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Proposed where the network is sure</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Right at &amp;least:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Select a single mood</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The network is never so often right with this mood: nothing is proposed. Choose less, or accept it where you hear it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This holds a line break or another mark that cannot be seen; remove it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This holds a mark that stands between two moods in a file (; or a slash between spaces); use another.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This name is too long; shorten it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Type a name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your &amp;name for it:</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>MoodLine</name>
  <message>
   <source>Press %1 to accept it, again to reject it, once more to leave it open.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>accepted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not proposed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>open</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>rejected</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>MoodPanel</name>
  <message>
   <source>Accept all confident</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No mood is confident. The likeliest ones are:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show all moods</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show fewer</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>MoodPicker</name>
  <message>
   <source>&amp;Accept</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Reject</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Moods</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Moods of “%1”</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Return accepts, Shift+Return rejects; once more takes that back.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Type a mood</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>accepted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>rejected</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>MoodSlider</name>
  <message>
   <source>%1 of %2</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>MoodsModel</name>
  <message>
   <source>%1 times in 10</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1, never so sure</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hidden</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mood</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Only shown</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Proposed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Right at least</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What for</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your name for it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>none</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>MoodsPage</name>
  <message>
   <source>&amp;Proposed moods are to be right at least</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Measured on songs that the network had not heard before: the more often, the fewer moods are proposed. Select moods to say what they are for; what you have decided about a hidden one comes back with it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Moods</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Moods of the network</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Proposed moods are to be right at least</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>NeighbourList</name>
  <message>
   <source>Songs that feel alike</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>NeighbourModel</name>
  <message>
   <source>Distance %1</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>OutsideControl</name>
  <message>
   <source>The language changes as soon as what is being written is done.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>OwnPlace</name>
  <message>
   <source>Arousal %1, %2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Let the network's place count again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Say where you hear this song on the plane</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sounds different to me…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Valence %1, %2</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PatternList</name>
  <message>
   <source>&amp;Leave out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;No longer leave out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A name or path, for example *.wma</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>New pattern</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Patterns that are left out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This holds a line break or another mark that no name has; remove it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is left out already.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is too long for a name; shorten it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This would leave out every song; add a part of the name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Type a name or a path first.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PlayControl</name>
  <message>
   <source>This song's file is not there at the moment.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Player</name>
  <message>
   <source>Connect speakers or headphones and press play again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Install PySide6-Addons to hear songs; everything else works.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No sound output was found.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>On Debian and Ubuntu, install libxrandr2 and libpulse0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Qt's player cannot start here: a system library is missing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rename the file to hear it here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This file's name is not valid text, so it cannot be played.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This installation of Qt cannot play sound.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This song cannot be played here (%1).</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PlayerBar</name>
  <message>
   <source>Double-click a song to hear it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pause</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Play</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Play or pause</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Position in the song</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PlaylistControl</name>
  <message>
   <source>%1 saved as playlist “%2”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Playlists (*.m3u8)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save as playlist</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PolicyBox</name>
  <message>
   <source>&amp;Separator in ID3v2.3:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How to write</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Joins several moods where the file holds one text only (ID3v2.3).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep the files' &amp;date of change</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep them and add the new ones</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave such files alone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Moods a file already &amp;has:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Replace them</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Separator in ID3v2.3</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This cannot stand between two moods: it needs a mark such as ; or / and no letters or digits. “%1” is used until then.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write &amp;energy level (1 to 10), as DJ programs read it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write &amp;valence and arousal (0 to 1)</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PrecisionControl</name>
  <message>
   <source>%1 mood</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 moods</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Confident moods are now right at least %1 times in 10; %2 can be.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PrecisionDialog</name>
  <message>
   <source>%1 (usual)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 of %2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 times in 10</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1; %2 moods can be confident; %3 have one</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Core moods that can be confident</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Counting…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How sure is confident</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Moods that reach it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Right at least</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Songs with a confident mood</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Songs with one</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The higher you choose, the fewer moods are proposed. Those that the network cannot hear so surely are not proposed at all; accept them by hand. What you have decided, and your files, stay as they are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>moodtagger proposes only moods that it is confident of. How often are they to be right? It was measured on songs that the network had not heard before.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PreviewDialog</name>
  <message>
   <source>%1 file stays as it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 files stay as they are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 frame</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 frames</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 in %2 will change</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Copy as text</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Write</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Write %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Accept some moods first; only accepted moods are written.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check &amp;all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check &amp;none</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing is written yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing would change</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading %1 of %2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading the files' tags…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>That did not work</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The sound is never touched, and every change can be undone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write moods into files</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Writing %1 of %2</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ProblemPage</name>
  <message>
   <source>The library could not be opened</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try &amp;again</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>QuadrantChip</name>
  <message>
   <source>%1, by you</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quadrant: %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The likeliest quadrant of the plane and its probability</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where you hear the song</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ReviewControl</name>
  <message>
   <source>%1 mood</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 moods</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Accepted for “%1”: %2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go to the re&amp;view</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No mood is proposed for this song: 1 to 9 accept one, E finds any.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No shown song waits for a decision.
Choose other songs above, or “All songs” on the left.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No song meets the filters on the left.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No songs yet.
Open a folder of music, or drop one here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>None of the shown songs is of this kind.
Choose other songs above.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open again for “%1”: %2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Re&amp;view the selected songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rejected for “%1”: %2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Review</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Taken back for “%1”: %2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Taken back: %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is the first song.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This was the last song.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ReviewPage</name>
  <message>
   <source>%1 of %2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 or %2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A accepts the moods of this song, R rejects them, 1 to 9 turn single ones, N and P go to the next and the previous song, Space plays, E finds any mood, U takes the last step back.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Accept above a confidence</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Accept all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All songs that were heard</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Back to all shown songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How far the review is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Next</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No songs yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of the songs that the filters on the left leave</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Other mood</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Play</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Previous</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reject all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Review</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Songs that wait for a decision</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Songs without a confident mood</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Undo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Which songs to go through</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Runner</name>
  <message>
   <source>Nothing was changed by this step; please try it again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Something went wrong inside moodtagger (%1).</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ScanControl</name>
  <message>
   <source>%1 failed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 folders and files</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 found</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 newly heard</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 no longer there (their results are kept)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Files that could not be heard</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking for songs…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scan finished</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scan of %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scan stopped</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show why</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>These files were left as they are. The other songs are done.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This comes next, after the scan that is under way.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SelectionSummary</name>
  <message>
   <source>%1 in all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 songs selected</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Accept all confident moods (%1)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mean arousal %1, %2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mean valence %1, %2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Most frequent moods: %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>None of them was heard yet.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SettingsControl</name>
  <message>
   <source>Folders, moods, writing, colours and language</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make the folder of the settings writable.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Se&amp;ttings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The settings hold for now but cannot be kept: %1.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SettingsDialog</name>
  <message>
   <source>&amp;Close</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pages of the settings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reset this page to its &amp;defaults</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Settings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take the reset &amp;back</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Sidebar</name>
  <message>
   <source>&amp;Remove folder…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Filters</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Search songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Words from title, artist, album, genre, moods or file name</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SidebarModel</name>
  <message>
   <source>All songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Corrected by you</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Folders</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Library</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Moods</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quadrants</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SongCard</name>
  <message>
   <source>Mood in the file: %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No mood was heard in this song.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SongHeader</name>
  <message>
   <source>Arousal</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mood in the file: %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Valence</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What the network heard:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>three excerpts only</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SongPages</name>
  <message>
   <source>Left and right arrow choose what is shown below the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pages</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SongView</name>
  <message>
   <source>Arrow keys choose a song, Enter plays it, typing finds a title.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Columns</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No song meets this filter.
Clear the search or choose “All songs”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No songs yet.
Open a folder of music, or drop one here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Songs</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SpectrogramPlot</name>
  <message>
   <source>Loudness over time and frequency from 0 to 8 kHz. Arrow keys seek.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Loudness over time and frequency; click to play from there</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No spectrogram for this song</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading the file…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Spectrogram</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>TableControl</name>
  <message>
   <source>%1 copied as text.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Copy songs as text</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose which columns the table shows, and their order</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Colu&amp;mns</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy the selected songs as a table, with the columns that are shown</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save &amp;playlist of selected songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save all shown songs as a playlist (m3u8), in the table's order</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save playlist of &amp;shown songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the selected songs as a playlist (m3u8), in the table's order</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Selected songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no song for a playlist: none of these files is there.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>TagControl</name>
  <message>
   <source>%1 failed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 mood</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 moods</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 unchanged</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Accepted %1 in %2. Nothing is written into the files yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Files that were not written</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Moods written into %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show why</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stopped. </source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>These files are as they were.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>These songs have no confident moods that wait for a decision.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Undo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write tags…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Writing tags into %1</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Views</name>
  <message>
   <source>Opening your library…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This takes a moment when it holds many songs.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>WelcomePage</name>
  <message>
   <source>Choose a &amp;folder…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a folder: every song in it and below it is listened to on this computer and becomes a point on a map of feeling.

Your files are only read. Nothing is written into them before you have seen the exact change and agreed to it, and every change can be undone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hear the mood of your music</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try the &amp;demo songs</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>WhyPanel</name>
  <message>
   <source>%1   %2 to %3   %4</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 over time</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>About the same all through: %2 to %3.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Between %2 and %3. These moments speak most for %1:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Play from %1 to hear why: %2 there</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Play from there</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The song was heard in one piece: %2 all through.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where %1 was heard is not known for this song.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Why %1</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>WritingPage</name>
  <message>
   <source>MP3 files keep the version of their tags: ID3v2.3 stays ID3v2.3, where several moods share one text. Files without tags get ID3v2.4, where each mood has a value of its own. All that else stands in a file stays byte for byte.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing is written before you have seen the exact change of every file and agreed to it. These choices stand there too.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Writing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Writing moods into files</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>about</name>
  <message>
   <source>About moodtagger</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hears the mood of the songs in your music library and shows them on a map of feeling. Everything happens on this computer; your files are changed only where you agreed to the exact change.

Free software under the GNU General Public License, version 3 or later.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>correction</name>
  <message>
   <source>%1: %2, %3</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>valence %1, arousal %2</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>inspector</name>
  <message>
   <source>%1 channels</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 kHz</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Connect its drive or put the file back. Nothing was deleted.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It is tried again as soon as the file changes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No mood can be told</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not heard yet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scan the library to hear this song.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The file is away</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is nothing to decide for this song.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This song could not be heard</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>fairly certain</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>mono</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>neither calm nor energetic</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>neither pleasant nor unpleasant</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>quite certain</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>rather calm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>rather energetic</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>rather pleasant</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>rather unpleasant</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>stereo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>uncertain</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>very calm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>very energetic</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>very pleasant</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>very unpleasant</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>library</name>
  <message>
   <source>%1 %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1, by you</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Accepted: %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Album</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Angry</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Arousal</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Artist</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>BPM</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Beats per minute as the file's tags give them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Confidence</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Decided, not written</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Energy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Failed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>File is away</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Genre</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Happy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How long the song is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How pleasant the song feels: −1 sad or tense, 1 pleasant.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How stirred the song feels: −1 calm, 1 energetic.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Key</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Length</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mood in file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Moods</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Moods proposed for the song, and what you decided.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Needs review</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No confident mood</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not heard yet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Proposed: %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rejected: %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Relaxed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sad</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>State</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The album as the file's tags name it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The arousal on a DJ's scale: 1 calm, 10 energetic.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The artist as the file's tags name them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The genre as the file's tags name it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The likeliest quadrant and how probable it is, or the one you chose.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The mood that the file's own tags hold already.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The musical key as the file's tags give it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The network has not heard it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The network heard valence %1, arousal %2 (%3).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The title, or the file's name where there is none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Title</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Valence</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where the song stands on its way to a written tag.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Written</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>You put it at valence %1, arousal %2 (%3).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>none</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>moods</name>
  <message>
   <source>Blues</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Country</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Electronic</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Folk</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>International</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Jazz</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Latin</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pop/Rock</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>R&amp;B</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rap</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Vocal</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>angry</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>anguished</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>anxious</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>atmospheric</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>bitter</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>bleak</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>brooding</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>calm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>cerebral</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>cheerful</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>cold</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>cynical</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>dark</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>delicate</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>dramatic</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>dreamy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>earthy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>eerie</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>elegant</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>energetic</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>epic</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>exciting</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>fierce</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>fiery</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>fun</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>gentle</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>gloomy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>greasy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>happy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>harsh</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>hostile</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>humorous</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>hypnotic</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>joyous</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>laid-back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>lazy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>light</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>lively</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>melancholy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>mellow</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>menacing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>nostalgic</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>organic</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>outrageous</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>peaceful</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>playful</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>rebellious</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>reckless</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>refined</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>reserved</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>romantic</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>rowdy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>sad</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>sarcastic</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>sensual</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>sleazy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>smooth</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>soothing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>sparkling</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>spicy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>spiritual</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>sweet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>tender</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>tense</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>theatrical</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>uncompromising</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>weary</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>told</name>
  <message>
   <source>%1 A later batch wrote it; undo that one first, then this one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 holds %2 now.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 holds “%2” now, so it was left as it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 is gone now, so it was left so.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A decoder crashed on this file. It is probably damaged; try to play it elsewhere.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A network's name has at most %1 letters, digits, blanks, dots, hyphens and underscores, and begins with a letter or a digit.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A tag of this file is absurdly large.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another moodtagger%1 is using this library.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another program changed the file while its tags were being written.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another program keeps the library locked.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ask the owner, or make the file your own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change its permissions and scan again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change the permissions of the file and the folder it lies in.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change the permissions, or take away its write protection.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check the drive and its cable; keep a copy.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check the drive and scan again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a song.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose another place for the library.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose another place.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Clean the file up with a tag editor.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close it and try again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close it to make changes here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close the other moodtagger and open it again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Convert it to FLAC to tag it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Convert it to FLAC, MP3, Ogg, Opus or M4A to tag it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Convert it to another format to tag it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Delete the link.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Free some space (as much as the song) and try again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Free some space and try again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Get a fresh copy of it, or remove it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Get the song anew; then its tags can be written.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give the folder the name of its card.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Install moodtagger again, or choose another network.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Install moodtagger again, or open a folder of your own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It already has moods and was left alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It already holds everything that was accepted.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It cannot be read (%1).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It has changed since it was chosen; `moodtagger models use` checks it again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It is a folder, not a song.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It is not a file that can be read.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Its card calls it “%1”, which is not its folder's name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Its tags had been written completely before the program stopped.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Its tags had not been written yet when the program stopped; the file is as it was.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Its tags were being put back when the program stopped; the history shows them as found.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Its tags were being written when the program stopped; now: %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look at it again, then write again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make some room and try again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make the settings writable, then choose again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Moods of %1 songs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No network of the name “%1” is installed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not written.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing was changed in it. Move it away and start again to make a new library, or put back a copy; your music files are not affected.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>One of these songs has not been heard yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open it in one moodtagger first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Please report this with the kind of file it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Plug its drive in, or scan the folder again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove a cover.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove a large cover first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Repair it with a tag editor or get the song anew.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Repair it with a tag editor, or get the song anew.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Repair it, or get the song anew; then its tags can be written.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save it anew as a plain m4a file; then its tags can be written.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save it anew with an audio editor; then its tags can be written.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save it anew with another program so that its tags stand at the end.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scan a folder of music to make one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scan its folder again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scan its folder first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scan their folder first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Set %1 to a folder you may write in.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Set MOODTAGGER_HOME to a folder you may write in, or change the folder's rights.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Shorten it and try again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Shorten them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Split it into one file a song; then its tags can be written.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stopped.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take away its write protection and try again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take away its write protection, or copy the song to another drive.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The APE tag would become too large.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The FLAC comments would become too large.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The ID3 tag would become too large.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The MP4 file is cut off or holds no audio.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The Ogg file is damaged or cut off.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The choice cannot be kept: %1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The demo songs cannot be copied: %1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The disk that holds the library is full, so the last change was not kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The drive can only be read.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The drive could not deliver the file (%1).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The drive is full.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The drive reports an error.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The file belongs to somebody else, and writing it would change its owner.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The file holds other audio than before.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The file holds several Ogg streams one after the other or side by side.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The file is empty.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The file is not there any more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The file is too large to make room for tags at its front.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The file is write-protected.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The file would grow over 4 GB, more than its format can hold.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The file's name or path is too long.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The file's sizes do not add up; it is cut off, or its recording was never closed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The file's tags are damaged (%1).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The file's tags are damaged and cannot be read.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The file's tags would become too large.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The library cannot be opened (%1).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The library cannot be opened or written at its place.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The library cannot be read or written (%1).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The library file is damaged.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The library is closed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The library is open for reading only, so nothing can be changed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The link leads round in a circle.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The map of words names a word twice.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The mood vocabulary cannot be read (%1).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The mood vocabulary names a mood twice.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The network and its mood vocabulary do not belong together.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The network was made for another version of moodtagger.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The network “%1” cannot be used. %2 Songs are heard by %3, which ships with moodtagger, instead.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The network's %1 cannot be read: %2.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The network's card cannot be read (%1).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The network's card holds numbers that cannot be.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The network's card lacks a part or holds a wrong one (%1).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The network's folder holds no %1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The network's weights are a pickle, which could run any program; it was not opened.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The network's weights are not the ones its card describes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The network's weights cannot be read (%1).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The network's weights do not fit its architecture.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The network's weights hold values that are no numbers.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The playlist cannot be written (%1).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The rewritten copy did not pass the check (%1), so the file was left as it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The system cannot read this: %1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The system does not allow this file or its folder to be changed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The system does not let you read this file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The system does not let you read this. Change its permissions and scan again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The system reports: %1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no library yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no sound in this file, or none that can be decoded.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no such file or folder. Check the name, or plug its drive in.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is not enough memory to hear this file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>These songs have not been heard yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This MP4 file is fragmented or compressed in a way that makes writing unsafe.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This WMA file is cut off or of a form that moodtagger cannot safely write.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This failed: %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This file is a database of another program, not a library of moodtagger.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This file is damaged, protected, or no audio file at all.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This folder cannot be made (%1).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is a device or a pipe, not a song.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is a folder, not a song.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is a link that only leads to itself.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is no network's name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is not a regular file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is silent.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is too large to be part of a network (%1 bytes).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is too short to judge.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This library is of an older version and cannot be updated while it is open for reading only.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This library was made by a newer moodtagger.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This song or batch is no longer in the library.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Update moodtagger to open it; nothing was changed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Updating the library (%1) would lose references.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your share of the drive is used up.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>words</name>
  <message>
   <source>%1 file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 files</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 h %2 min left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 min left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 s left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 song</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 songs</source>
   <translation type="unfinished" />
  </message>
 </context>
</TS>
