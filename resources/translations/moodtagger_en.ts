<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
