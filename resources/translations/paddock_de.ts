<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>paddock</name>
  <message>
   <source>0 is always the same answer; 0.7 is lively; above 1.5 is wild.</source>
   <translation>0 ist immer dieselbe Antwort; 0,7 ist lebhaft; über 1,5 ist wild.</translation>
  </message>
  <message>
   <source>1 message</source>
   <translation>1 Nachricht</translation>
  </message>
  <message>
   <source>1 minute</source>
   <translation>1 Minute</translation>
  </message>
  <message>
   <source>1 model</source>
   <translation>1 Modell</translation>
  </message>
  <message>
   <source>1 or 2; 0 is off.</source>
   <translation>1 oder 2; 0 ist aus.</translation>
  </message>
  <message>
   <source>10B to 35B</source>
   <translation>10B bis 35B</translation>
  </message>
  <message>
   <source>2B to 5B</source>
   <translation>2B bis 5B</translation>
  </message>
  <message>
   <source>3 bits and less: smallest, and worse for it</source>
   <translation>3 Bit und weniger: am kleinsten und dafür schlechter</translation>
  </message>
  <message>
   <source>35B and more</source>
   <translation>35B und mehr</translation>
  </message>
  <message>
   <source>4 to 6 bits: much smaller, nearly as good</source>
   <translation>4 bis 6 Bit: viel kleiner, fast so gut</translation>
  </message>
  <message>
   <source>5B to 10B</source>
   <translation>5B bis 10B</translation>
  </message>
  <message>
   <source>8 bits and more: as good as the original</source>
   <translation>8 Bit und mehr: so gut wie das Original</translation>
  </message>
  <message>
   <source>A ZIP archive</source>
   <translation>Ein ZIP-Archiv</translation>
  </message>
  <message>
   <source>A bias is a token's number and a number, as in “128009 -2.5”.</source>
   <translation>Ein Bias ist die Nummer eines Tokens und eine Zahl, wie in „128009 -2.5“.</translation>
  </message>
  <message>
   <source>A file</source>
   <translation>Eine Datei</translation>
  </message>
  <message>
   <source>A file with the certificates of your network (PEM). Empty, it is that in SSL_CERT_FILE, if any.</source>
   <translation>Eine Datei mit den Zertifikaten deines Netzes (PEM). Leer ist es die in SSL_CERT_FILE, wenn es eine gibt.</translation>
  </message>
  <message>
   <source>A folder</source>
   <translation>Ein Ordner</translation>
  </message>
  <message>
   <source>A folder with files</source>
   <translation>Ein Ordner mit Dateien</translation>
  </message>
  <message>
   <source>A grammar (GBNF)</source>
   <translation>Eine Grammatik (GBNF)</translation>
  </message>
  <message>
   <source>A long chat answers at once when it is opened again, also after a restart. Encrypted as the chats are.</source>
   <translation>Ein langer Chat antwortet sofort, wenn er wieder geöffnet wird, auch nach einem Neustart. Verschlüsselt wie die Chats.</translation>
  </message>
  <message>
   <source>A mirror or a Hub of your own. Empty, it is that in HF_ENDPOINT, else {address}.</source>
   <translation>Ein Spiegel oder ein eigener Hub. Leer ist es die in HF_ENDPOINT, sonst {address}.</translation>
  </message>
  <message>
   <source>A mistake of Paddock's</source>
   <translation>Ein Fehler von Paddock</translation>
  </message>
  <message>
   <source>A model is here twice; {size} could be had back.</source>
   <translation>Ein Modell ist doppelt da; {size} ließen sich zurückgewinnen.</translation>
  </message>
  <message>
   <source>A new file is written into the models folder ({type}, {size}); this one stays as it is. The smaller the file, the less memory it needs and the faster it answers, and the more it forgets.</source>
   <translation>Eine neue Datei wird in den Modellordner geschrieben ({type}, {size}); diese bleibt, wie sie ist. Je kleiner die Datei, desto weniger Speicher braucht sie und desto schneller antwortet sie, und desto mehr vergisst sie.</translation>
  </message>
  <message>
   <source>A passphrase for your chats</source>
   <translation>Eine Passphrase für deine Chats</translation>
  </message>
  <message>
   <source>A persona is a part that a model plays: who it is, how it begins, which model plays it and how it answers. Write one, or import a character card (PNG or JSON); a card can be dropped here, too.</source>
   <translation>Eine Persona ist eine Rolle, die ein Modell spielt: wer sie ist, wie sie beginnt, welches Modell sie spielt und wie sie antwortet. Schreib eine, oder importiere eine Charakterkarte (PNG oder JSON); du kannst eine Karte auch hier fallen lassen.</translation>
  </message>
  <message>
   <source>A small model of the same family guesses ahead, this one checks. The answer is the same.</source>
   <translation>Ein kleines Modell derselben Familie rät voraus, dieses prüft. Die Antwort ist dieselbe.</translation>
  </message>
  <message>
   <source>A summary stands for the first message.</source>
   <translation>Eine Zusammenfassung steht für die erste Nachricht.</translation>
  </message>
  <message>
   <source>A summary stands for the first {count} messages.</source>
   <translation>Eine Zusammenfassung steht für die ersten {count} Nachrichten.</translation>
  </message>
  <message>
   <source>A summary takes the place of the oldest messages if they do not fit.</source>
   <translation>Eine Zusammenfassung tritt an die Stelle der ältesten Nachrichten, wenn sie nicht passen.</translation>
  </message>
  <message>
   <source>A temporary chat is open, and it would be gone.</source>
   <translation>Ein temporärer Chat ist offen, und er wäre weg.</translation>
  </message>
  <message>
   <source>A token's number and what is added to its logit, one on each line; -inf forbids it.</source>
   <translation>Die Nummer eines Tokens und was zu seinem Logit addiert wird, je eines in einer Zeile; -inf verbietet es.</translation>
  </message>
  <message>
   <source>About</source>
   <translation>Über Paddock</translation>
  </message>
  <message>
   <source>About {n} token</source>
   <translation>Etwa {n} Token</translation>
  </message>
  <message>
   <source>About {n} tokens</source>
   <translation>Etwa {n} Token</translation>
  </message>
  <message>
   <source>Above 1 avoids what was said; 1 is off.</source>
   <translation>Über 1 vermeidet, was gesagt wurde; 1 ist aus.</translation>
  </message>
  <message>
   <source>Acceptable use</source>
   <translation>Zulässige Nutzung</translation>
  </message>
  <message>
   <source>Access</source>
   <translation>Zugang</translation>
  </message>
  <message>
   <source>Adapters</source>
   <translation>Adapter</translation>
  </message>
  <message>
   <source>Adapters (*.gguf)</source>
   <translation>Adapter (*.gguf)</translation>
  </message>
  <message>
   <source>Adaptive-p</source>
   <translation>Adaptive-p</translation>
  </message>
  <message>
   <source>Adaptive-p decay</source>
   <translation>Adaptive-p-Abklingen</translation>
  </message>
  <message>
   <source>Adaptive-p target</source>
   <translation>Adaptive-p-Ziel</translation>
  </message>
  <message>
   <source>Add</source>
   <translation>Hinzufügen</translation>
  </message>
  <message>
   <source>Add a LoRA adapter</source>
   <translation>LoRA-Adapter hinzufügen</translation>
  </message>
  <message>
   <source>Add a folder with models</source>
   <translation>Ordner mit Modellen hinzufügen</translation>
  </message>
  <message>
   <source>Add a folder…</source>
   <translation>Ordner hinzufügen…</translation>
  </message>
  <message>
   <source>Add an adapter…</source>
   <translation>Adapter hinzufügen…</translation>
  </message>
  <message>
   <source>Add to the message</source>
   <translation>Zur Nachricht hinzufügen</translation>
  </message>
  <message>
   <source>Add “{word}” to your words</source>
   <translation>„{word}“ zu Ihren Wörtern hinzufügen</translation>
  </message>
  <message>
   <source>Address of the Hub</source>
   <translation>Adresse des Hubs</translation>
  </message>
  <message>
   <source>After an hour</source>
   <translation>Nach einer Stunde</translation>
  </message>
  <message>
   <source>After so long without a key or the mouse.</source>
   <translation>Nach so langer Zeit ohne Taste und Maus.</translation>
  </message>
  <message>
   <source>After {count} hours</source>
   <translation>Nach {count} Stunden</translation>
  </message>
  <message>
   <source>After {count} minutes</source>
   <translation>Nach {count} Minuten</translation>
  </message>
  <message>
   <source>Again</source>
   <translation>Noch einmal</translation>
  </message>
  <message>
   <source>Again with</source>
   <translation>Noch einmal mit</translation>
  </message>
  <message>
   <source>Again: write another answer</source>
   <translation>Noch einmal: eine andere Antwort schreiben</translation>
  </message>
  <message>
   <source>All automatic</source>
   <translation>Alles automatisch</translation>
  </message>
  <message>
   <source>All back to the default</source>
   <translation>Alles zurück zum Standard</translation>
  </message>
  <message>
   <source>All chats and settings in one encrypted file, to open here or on another computer.</source>
   <translation>Alle Chats und Einstellungen in einer verschlüsselten Datei, die sich hier oder auf einem anderen Computer öffnen lässt.</translation>
  </message>
  <message>
   <source>All chats that are not in the trash, in folders as here. What is written is not encrypted: whoever has it can read it.</source>
   <translation>Alle Chats, die nicht im Papierkorb sind, in Ordnern wie hier. Was geschrieben wird, ist nicht verschlüsselt: Wer es hat, kann es lesen.</translation>
  </message>
  <message>
   <source>All chats with it</source>
   <translation>Alle Chats damit</translation>
  </message>
  <message>
   <source>All commands…</source>
   <translation>Alle Befehle…</translation>
  </message>
  <message>
   <source>All files (*)</source>
   <translation>Alle Dateien (*)</translation>
  </message>
  <message>
   <source>All messages, titles, folders, tags, personas and what you have typed.</source>
   <translation>Alle Nachrichten, Titel, Ordner, Schlagwörter, Personas und was du getippt hast.</translation>
  </message>
  <message>
   <source>All of {program}: {facts}</source>
   <translation>Alle von {program}: {facts}</translation>
  </message>
  <message>
   <source>All text of the window.</source>
   <translation>Aller Text des Fensters.</translation>
  </message>
  <message>
   <source>Also Ctrl++ and Ctrl+-; Ctrl+0 is 100 %.</source>
   <translation>Auch Strg++ und Strg+-; Strg+0 ist 100 %.</translation>
  </message>
  <message>
   <source>Also download</source>
   <translation>Auch herunterladen</translation>
  </message>
  <message>
   <source>Also download {name}</source>
   <translation>{name} auch herunterladen</translation>
  </message>
  <message>
   <source>An answer is on its way.</source>
   <translation>Eine Antwort ist unterwegs.</translation>
  </message>
  <message>
   <source>An export of Paddock, ChatGPT, Claude or Open WebUI (JSON or ZIP), or LM Studio's conversations or Jan's threads (a folder). Branches and dates come along. Chats that are here already stay as they are.</source>
   <translation>Ein Export von Paddock, ChatGPT, Claude oder Open WebUI (JSON oder ZIP), oder die Unterhaltungen von LM Studio oder die Threads von Jan (ein Ordner). Zweige und Daten kommen mit. Chats, die schon hier sind, bleiben, wie sie sind.</translation>
  </message>
  <message>
   <source>Another greeting</source>
   <translation>Weitere Begrüßung</translation>
  </message>
  <message>
   <source>Another model</source>
   <translation>Ein anderes Modell</translation>
  </message>
  <message>
   <source>Another persona…</source>
   <translation>Andere Persona…</translation>
  </message>
  <message>
   <source>Another way to begin.</source>
   <translation>Eine andere Art zu beginnen.</translation>
  </message>
  <message>
   <source>Answer</source>
   <translation>Antwort</translation>
  </message>
  <message>
   <source>Answer finished: {text}</source>
   <translation>Antwort fertig: {text}</translation>
  </message>
  <message>
   <source>Answer with {model}</source>
   <translation>Mit {model} antworten</translation>
  </message>
  <message>
   <source>Answers</source>
   <translation>Antworten</translation>
  </message>
  <message>
   <source>Answers of the Hub, and measurements</source>
   <translation>Antworten des Hubs, und Messungen</translation>
  </message>
  <message>
   <source>Answers of {name}</source>
   <translation>Antworten von {name}</translation>
  </message>
  <message>
   <source>Answers questions about Paddock. Came with the program.</source>
   <translation>Beantwortet Fragen zu Paddock. Kam mit dem Programm.</translation>
  </message>
  <message>
   <source>Any author</source>
   <translation>Jeder Autor</translation>
  </message>
  <message>
   <source>Any family</source>
   <translation>Jede Familie</translation>
  </message>
  <message>
   <source>Any licence</source>
   <translation>Jede Lizenz</translation>
  </message>
  <message>
   <source>Any size</source>
   <translation>Jede Größe</translation>
  </message>
  <message>
   <source>Any task</source>
   <translation>Jede Aufgabe</translation>
  </message>
  <message>
   <source>Appearance</source>
   <translation>Aussehen</translation>
  </message>
  <message>
   <source>Apply</source>
   <translation>Anwenden</translation>
  </message>
  <message>
   <source>Architecture</source>
   <translation>Architektur</translation>
  </message>
  <message>
   <source>Archive</source>
   <translation>Archivieren</translation>
  </message>
  <message>
   <source>Archive…</source>
   <translation>Archiv…</translation>
  </message>
  <message>
   <source>As Markdown, web pages or JSON, a file for each, or as one PDF.</source>
   <translation>Als Markdown, Webseiten oder JSON, je eine Datei, oder als ein PDF.</translation>
  </message>
  <message>
   <source>As in the settings</source>
   <translation>Wie in den Einstellungen</translation>
  </message>
  <message>
   <source>As soon as the answer is there</source>
   <translation>Sobald die Antwort da ist</translation>
  </message>
  <message>
   <source>As the language</source>
   <translation>Wie die Sprache</translation>
  </message>
  <message>
   <source>As the system</source>
   <translation>Wie das System</translation>
  </message>
  <message>
   <source>As the window’s language</source>
   <translation>Wie die Sprache des Fensters</translation>
  </message>
  <message>
   <source>Asking the Hub</source>
   <translation>Frage den Hub</translation>
  </message>
  <message>
   <source>Asking {host}…</source>
   <translation>Frage {host}…</translation>
  </message>
  <message>
   <source>At most</source>
   <translation>Höchstens</translation>
  </message>
  <message>
   <source>At the beginning of a message.</source>
   <translation>Am Anfang einer Nachricht.</translation>
  </message>
  <message>
   <source>Attach a text file</source>
   <translation>Textdatei anhängen</translation>
  </message>
  <message>
   <source>Attach a text file…</source>
   <translation>Textdatei anhängen…</translation>
  </message>
  <message>
   <source>Author</source>
   <translation>Autor</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <source>Avoids repeating whole sequences of words; 0 is off.</source>
   <translation>Vermeidet die Wiederholung ganzer Wortfolgen; 0 ist aus.</translation>
  </message>
  <message>
   <source>Back</source>
   <translation>Zurück</translation>
  </message>
  <message>
   <source>Back to the chat</source>
   <translation>Zurück zum Chat</translation>
  </message>
  <message>
   <source>Back to the default</source>
   <translation>Zurück zum Standard</translation>
  </message>
  <message>
   <source>Back up</source>
   <translation>Sichern</translation>
  </message>
  <message>
   <source>Back up all chats and settings</source>
   <translation>Alle Chats und Einstellungen sichern</translation>
  </message>
  <message>
   <source>Back up now</source>
   <translation>Jetzt sichern</translation>
  </message>
  <message>
   <source>Back up…</source>
   <translation>Sichern…</translation>
  </message>
  <message>
   <source>Backup</source>
   <translation>Sicherung</translation>
  </message>
  <message>
   <source>Backup file</source>
   <translation>Sicherungsdatei</translation>
  </message>
  <message>
   <source>Backups and exports that you wrote elsewhere stay.</source>
   <translation>Sicherungen und Exporte, die du anderswohin geschrieben hast, bleiben.</translation>
  </message>
  <message>
   <source>Backups of Paddock (*.{ending})</source>
   <translation>Sicherungen von Paddock (*.{ending})</translation>
  </message>
  <message>
   <source>Batch</source>
   <translation>Batch</translation>
  </message>
  <message>
   <source>Begin the answer…</source>
   <translation>Antwort beginnen…</translation>
  </message>
  <message>
   <source>Belongs to {program}</source>
   <translation>Gehört {program}</translation>
  </message>
  <message>
   <source>Below is what the search before found.</source>
   <translation>Darunter steht, was die Suche davor gefunden hat.</translation>
  </message>
  <message>
   <source>Below is what the search for “{words}” found.</source>
   <translation>Darunter steht, was die Suche nach „{words}“ gefunden hat.</translation>
  </message>
  <message>
   <source>Bias of tokens</source>
   <translation>Bias von Token</translation>
  </message>
  <message>
   <source>Bring back</source>
   <translation>Zurückholen</translation>
  </message>
  <message>
   <source>Bring back…</source>
   <translation>Zurückholen…</translation>
  </message>
  <message>
   <source>Bringing the copy back…</source>
   <translation>Hole die Kopie zurück…</translation>
  </message>
  <message>
   <source>Browse what is trending on {host}</source>
   <translation>Ansehen, was auf {host} im Trend liegt</translation>
  </message>
  <message>
   <source>By itself, once a week and before each change of the format; encrypted as your chats are.</source>
   <translation>Von selbst, einmal in der Woche und vor jeder Änderung des Formats; verschlüsselt wie deine Chats.</translation>
  </message>
  <message>
   <source>Calls {name}</source>
   <translation>Ruft {name} auf</translation>
  </message>
  <message>
   <source>Came with Paddock</source>
   <translation>Kam mit Paddock</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Cancel all</source>
   <translation>Alle abbrechen</translation>
  </message>
  <message>
   <source>Cancel and delete</source>
   <translation>Abbrechen und löschen</translation>
  </message>
  <message>
   <source>Cancel the download of {name}</source>
   <translation>Download von {name} abbrechen</translation>
  </message>
  <message>
   <source>Cancel the download of {name}?</source>
   <translation>Download von {name} abbrechen?</translation>
  </message>
  <message>
   <source>Cancel {count} downloads?</source>
   <translation>{count} Downloads abbrechen?</translation>
  </message>
  <message>
   <source>Cannot be judged</source>
   <translation>Kann nicht beurteilt werden</translation>
  </message>
  <message>
   <source>Certificates</source>
   <translation>Zertifikate</translation>
  </message>
  <message>
   <source>Changed</source>
   <translation>Geändert</translation>
  </message>
  <message>
   <source>Changes how the model writes (LoRA adapter)</source>
   <translation>Ändert, wie das Modell schreibt (LoRA-Adapter)</translation>
  </message>
  <message>
   <source>Change…</source>
   <translation>Ändern…</translation>
  </message>
  <message>
   <source>Character card (*.json)</source>
   <translation>Charakterkarte (*.json)</translation>
  </message>
  <message>
   <source>Character card in its picture (*.png)</source>
   <translation>Charakterkarte in ihrem Bild (*.png)</translation>
  </message>
  <message>
   <source>Character cards (*.png *.json)</source>
   <translation>Charakterkarten (*.png *.json)</translation>
  </message>
  <message>
   <source>Chat</source>
   <translation>Chat</translation>
  </message>
  <message>
   <source>Chat with Llama models on your own computer. The guide tells you how.</source>
   <translation>Chatte mit Llama-Modellen auf deinem eigenen Computer. Der Guide sagt dir, wie.</translation>
  </message>
  <message>
   <source>Chats</source>
   <translation>Chats</translation>
  </message>
  <message>
   <source>Chats and drafts</source>
   <translation>Chats und Entwürfe</translation>
  </message>
  <message>
   <source>Chats in the cache</source>
   <translation>Chats im Cache</translation>
  </message>
  <message>
   <source>Chats of Paddock, ChatGPT, Claude, Open WebUI, LM Studio (*.json *.zip)</source>
   <translation>Chats von Paddock, ChatGPT, Claude, Open WebUI, LM Studio (*.json *.zip)</translation>
  </message>
  <message>
   <source>Chats stay here for 30 days.</source>
   <translation>Hier bleiben Chats 30 Tage lang.</translation>
  </message>
  <message>
   <source>Chats, copies, settings, keys, logs and caches, for good. You read what goes and what stays first.</source>
   <translation>Chats, Kopien, Einstellungen, Schlüssel, Protokolle und Caches, endgültig. Zuerst liest du, was geht und was bleibt.</translation>
  </message>
  <message>
   <source>Check and keep</source>
   <translation>Prüfen und behalten</translation>
  </message>
  <message>
   <source>Check the file</source>
   <translation>Datei prüfen</translation>
  </message>
  <message>
   <source>Checking the file, and copying what can be read…</source>
   <translation>Prüfe die Datei und kopiere, was lesbar ist…</translation>
  </message>
  <message>
   <source>Checking the file…</source>
   <translation>Prüfe die Datei…</translation>
  </message>
  <message>
   <source>Choice of words</source>
   <translation>Wortwahl</translation>
  </message>
  <message>
   <source>Choose</source>
   <translation>Wählen</translation>
  </message>
  <message>
   <source>Choose a draft model</source>
   <translation>Entwurfsmodell wählen</translation>
  </message>
  <message>
   <source>Choose a file…</source>
   <translation>Datei wählen…</translation>
  </message>
  <message>
   <source>Choose a picture</source>
   <translation>Bild wählen</translation>
  </message>
  <message>
   <source>Choose a smaller model on the Models page.</source>
   <translation>Wähle auf der Seite Modelle ein kleineres Modell.</translation>
  </message>
  <message>
   <source>Choose another folder.</source>
   <translation>Wähle einen anderen Ordner.</translation>
  </message>
  <message>
   <source>Choose one by the name at the top of the chat.</source>
   <translation>Wähle eins über den Namen oben im Chat.</translation>
  </message>
  <message>
   <source>Choose the model that answers</source>
   <translation>Modell wählen, das antwortet</translation>
  </message>
  <message>
   <source>Choose the prompt format…</source>
   <translation>Prompt-Format wählen…</translation>
  </message>
  <message>
   <source>Choose: {name}</source>
   <translation>Wählen: {name}</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>Wählen…</translation>
  </message>
  <message>
   <source>Classifying text</source>
   <translation>Text einordnen</translation>
  </message>
  <message>
   <source>Clear</source>
   <translation>Leeren</translation>
  </message>
  <message>
   <source>Clear the list</source>
   <translation>Liste leeren</translation>
  </message>
  <message>
   <source>Clear the processed chats</source>
   <translation>Verarbeitete Chats löschen</translation>
  </message>
  <message>
   <source>Clear the search</source>
   <translation>Suche leeren</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Close Paddock</source>
   <translation>Paddock schließen</translation>
  </message>
  <message>
   <source>Close the inspector</source>
   <translation>Inspektor schließen</translation>
  </message>
  <message>
   <source>Comes from</source>
   <translation>Kommt aus</translation>
  </message>
  <message>
   <source>Command palette</source>
   <translation>Befehlspalette</translation>
  </message>
  <message>
   <source>Command palette: type a command, or the name of a chat or model</source>
   <translation>Befehlspalette: Tippe einen Befehl oder den Namen eines Chats oder Modells</translation>
  </message>
  <message>
   <source>Compare</source>
   <translation>Vergleichen</translation>
  </message>
  <message>
   <source>Compare with</source>
   <translation>Vergleichen mit</translation>
  </message>
  <message>
   <source>Computes attention with less memory; a q8_0 or q4_0 cache of values needs it.</source>
   <translation>Berechnet die Attention mit weniger Speicher; ein Cache der Werte in q8_0 oder q4_0 braucht es.</translation>
  </message>
  <message>
   <source>Connect to nothing, whatever is pressed</source>
   <translation>Sich mit nichts verbinden, was auch immer gedrückt wird</translation>
  </message>
  <message>
   <source>Connecting…</source>
   <translation>Verbinde…</translation>
  </message>
  <message>
   <source>Connections</source>
   <translation>Verbindungen</translation>
  </message>
  <message>
   <source>Connections that Paddock made</source>
   <translation>Verbindungen, die Paddock aufgebaut hat</translation>
  </message>
  <message>
   <source>Connects to {host} only when you press a button or search.</source>
   <translation>Verbindet sich mit {host} nur, wenn du auf eine Schaltfläche drückst oder suchst.</translation>
  </message>
  <message>
   <source>Context</source>
   <translation>Kontext</translation>
  </message>
  <message>
   <source>Context and its cache</source>
   <translation>Kontext und Cache</translation>
  </message>
  <message>
   <source>Context to judge with</source>
   <translation>Kontext für die Beurteilung</translation>
  </message>
  <message>
   <source>Continue</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Contrast</source>
   <translation>Kontrast</translation>
  </message>
  <message>
   <source>Copied</source>
   <translation>Kopiert</translation>
  </message>
  <message>
   <source>Copied: {name}</source>
   <translation>Kopiert: {name}</translation>
  </message>
  <message>
   <source>Copies of the chats</source>
   <translation>Kopien der Chats</translation>
  </message>
  <message>
   <source>Copies that Paddock keeps</source>
   <translation>Kopien, die Paddock aufbewahrt</translation>
  </message>
  <message>
   <source>Copies what can be read of a damaged file into a new one; the damaged file is kept.</source>
   <translation>Kopiert, was von einer beschädigten Datei lesbar ist, in eine neue; die beschädigte wird aufbewahrt.</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <source>Copy as</source>
   <translation>Kopieren als</translation>
  </message>
  <message>
   <source>Copy code</source>
   <translation>Code kopieren</translation>
  </message>
  <message>
   <source>Copy details</source>
   <translation>Einzelheiten kopieren</translation>
  </message>
  <message>
   <source>Copy link</source>
   <translation>Link kopieren</translation>
  </message>
  <message>
   <source>Copy message</source>
   <translation>Nachricht kopieren</translation>
  </message>
  <message>
   <source>Copy selection as</source>
   <translation>Auswahl kopieren als</translation>
  </message>
  <message>
   <source>Copy the SHA-256</source>
   <translation>SHA-256 kopieren</translation>
  </message>
  <message>
   <source>Copy the name to type</source>
   <translation>Namen zum Eintippen kopieren</translation>
  </message>
  <message>
   <source>Copy: {what}</source>
   <translation>Kopieren: {what}</translation>
  </message>
  <message>
   <source>Copying {name}…</source>
   <translation>Kopiere {name}…</translation>
  </message>
  <message>
   <source>Correct the line.</source>
   <translation>Korrigiere die Zeile.</translation>
  </message>
  <message>
   <source>Ctrl+L does it, too.</source>
   <translation>Strg+L tut es auch.</translation>
  </message>
  <message>
   <source>DRY</source>
   <translation>DRY</translation>
  </message>
  <message>
   <source>DRY base</source>
   <translation>DRY-Basis</translation>
  </message>
  <message>
   <source>DRY length</source>
   <translation>DRY-Länge</translation>
  </message>
  <message>
   <source>DRY looks back</source>
   <translation>DRY blickt zurück</translation>
  </message>
  <message>
   <source>DRY multiplier</source>
   <translation>DRY-Faktor</translation>
  </message>
  <message>
   <source>DRY sequence breakers</source>
   <translation>DRY-Trennfolgen</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>Dunkel</translation>
  </message>
  <message>
   <source>Data</source>
   <translation>Daten</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Delete for good</source>
   <translation>Endgültig löschen</translation>
  </message>
  <message>
   <source>Delete for good…</source>
   <translation>Endgültig löschen…</translation>
  </message>
  <message>
   <source>Delete this and all after it</source>
   <translation>Diese und alle danach löschen</translation>
  </message>
  <message>
   <source>Delete this chat</source>
   <translation>Diesen Chat löschen</translation>
  </message>
  <message>
   <source>Delete this chat for good?</source>
   <translation>Diesen Chat endgültig löschen?</translation>
  </message>
  <message>
   <source>Delete this message</source>
   <translation>Diese Nachricht löschen</translation>
  </message>
  <message>
   <source>Delete {name}?</source>
   <translation>{name} löschen?</translation>
  </message>
  <message>
   <source>Delete {n} chats for good?</source>
   <translation>{n} Chats endgültig löschen?</translation>
  </message>
  <message>
   <source>Deleted “{name}”</source>
   <translation>„{name}“ gelöscht</translation>
  </message>
  <message>
   <source>Deleted “{title}”</source>
   <translation>„{title}“ gelöscht</translation>
  </message>
  <message>
   <source>Delete…</source>
   <translation>Löschen…</translation>
  </message>
  <message>
   <source>Description</source>
   <translation>Beschreibung</translation>
  </message>
  <message>
   <source>Details</source>
   <translation>Einzelheiten</translation>
  </message>
  <message>
   <source>Details: {name}</source>
   <translation>Einzelheiten: {name}</translation>
  </message>
  <message>
   <source>Device</source>
   <translation>Gerät</translation>
  </message>
  <message>
   <source>Direction</source>
   <translation>Richtung</translation>
  </message>
  <message>
   <source>Discard</source>
   <translation>Verwerfen</translation>
  </message>
  <message>
   <source>Discard what you wrote?</source>
   <translation>Verwerfen, was du geschrieben hast?</translation>
  </message>
  <message>
   <source>Discover</source>
   <translation>Entdecken</translation>
  </message>
  <message>
   <source>Discover, on this computer, downloads</source>
   <translation>Entdecken, auf diesem Computer, Downloads</translation>
  </message>
  <message>
   <source>Do not edit</source>
   <translation>Nicht bearbeiten</translation>
  </message>
  <message>
   <source>Do not send this: back to the field</source>
   <translation>Nicht senden: zurück ins Feld</translation>
  </message>
  <message>
   <source>Do not show this again</source>
   <translation>Nicht mehr zeigen</translation>
  </message>
  <message>
   <source>Do not wrap long lines</source>
   <translation>Lange Zeilen nicht umbrechen</translation>
  </message>
  <message>
   <source>Does anything leave my computer?</source>
   <translation>Verlässt etwas meinen Computer?</translation>
  </message>
  <message>
   <source>Does not fit</source>
   <translation>Passt nicht</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>Fertig</translation>
  </message>
  <message>
   <source>Done, {size}</source>
   <translation>Fertig, {size}</translation>
  </message>
  <message>
   <source>Download</source>
   <translation>Herunterladen</translation>
  </message>
  <message>
   <source>Downloaded</source>
   <translation>Heruntergeladen</translation>
  </message>
  <message>
   <source>Downloaded models</source>
   <translation>Heruntergeladene Modelle</translation>
  </message>
  <message>
   <source>Downloads</source>
   <translation>Downloads</translation>
  </message>
  <message>
   <source>Downloads take at most</source>
   <translation>Downloads nehmen höchstens</translation>
  </message>
  <message>
   <source>Downloads: {name}, {words}</source>
   <translation>Downloads: {name}, {words}</translation>
  </message>
  <message>
   <source>Draft model</source>
   <translation>Entwurfsmodell</translation>
  </message>
  <message>
   <source>Drop the character card (PNG or JSON) to import it</source>
   <translation>Lass die Charakterkarte (PNG oder JSON) los, um sie zu importieren</translation>
  </message>
  <message>
   <source>Drop the model file to use it</source>
   <translation>Lass die Modelldatei los, um sie zu verwenden</translation>
  </message>
  <message>
   <source>Duplicate</source>
   <translation>Duplizieren</translation>
  </message>
  <message>
   <source>Dynamic exponent</source>
   <translation>Dynamischer Exponent</translation>
  </message>
  <message>
   <source>Dynamic range</source>
   <translation>Dynamischer Bereich</translation>
  </message>
  <message>
   <source>Earlier: {name}</source>
   <translation>Früher: {name}</translation>
  </message>
  <message>
   <source>Edit and ask again</source>
   <translation>Bearbeiten und neu fragen</translation>
  </message>
  <message>
   <source>Edit the answer…</source>
   <translation>Antwort bearbeiten…</translation>
  </message>
  <message>
   <source>Edit the persona</source>
   <translation>Persona bearbeiten</translation>
  </message>
  <message>
   <source>Edit the persona…</source>
   <translation>Persona bearbeiten…</translation>
  </message>
  <message>
   <source>Edit your last question</source>
   <translation>Deine letzte Frage bearbeiten</translation>
  </message>
  <message>
   <source>Edit…</source>
   <translation>Bearbeiten…</translation>
  </message>
  <message>
   <source>Embeddings</source>
   <translation>Embeddings</translation>
  </message>
  <message>
   <source>Emoji</source>
   <translation>Emoji</translation>
  </message>
  <message>
   <source>Empty draws one for each answer; it is kept with the answer.</source>
   <translation>Leer: für jede Antwort neu gezogen; er wird bei der Antwort aufbewahrt.</translation>
  </message>
  <message>
   <source>Empty, it is that in HTTPS_PROXY or ALL_PROXY, if there is one.</source>
   <translation>Leer ist es der in HTTPS_PROXY oder ALL_PROXY, wenn es einen gibt.</translation>
  </message>
  <message>
   <source>Encrypted as your chats are, in {folder}. Bringing one back puts its chats in the place of those here, which are kept as another copy; settings stay.</source>
   <translation>Verschlüsselt wie deine Chats, in {folder}. Eine zurückzuholen setzt ihre Chats an die Stelle der hiesigen, die als weitere Kopie aufbewahrt werden; Einstellungen bleiben.</translation>
  </message>
  <message>
   <source>Encrypted.</source>
   <translation>Verschlüsselt.</translation>
  </message>
  <message>
   <source>Ends at one of these texts</source>
   <translation>Endet bei einem dieser Texte</translation>
  </message>
  <message>
   <source>Engine</source>
   <translation>Engine</translation>
  </message>
  <message>
   <source>English German translation locale</source>
   <translation>Englisch Deutsch Sprache Übersetzung</translation>
  </message>
  <message>
   <source>Enter</source>
   <translation>Enter</translation>
  </message>
  <message>
   <source>Enter a token</source>
   <translation>Token eingeben</translation>
  </message>
  <message>
   <source>Enter a token…</source>
   <translation>Token eingeben…</translation>
  </message>
  <message>
   <source>Enter the passphrase…</source>
   <translation>Passphrase eingeben…</translation>
  </message>
  <message>
   <source>Enter the recovery key…</source>
   <translation>Wiederherstellungsschlüssel eingeben…</translation>
  </message>
  <message>
   <source>Enter…</source>
   <translation>Eingeben…</translation>
  </message>
  <message>
   <source>Erase</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Erase everything</source>
   <translation>Alles löschen</translation>
  </message>
  <message>
   <source>Erase everything?</source>
   <translation>Alles löschen?</translation>
  </message>
  <message>
   <source>Erase everything…</source>
   <translation>Alles löschen…</translation>
  </message>
  <message>
   <source>Erased</source>
   <translation>Gelöscht</translation>
  </message>
  <message>
   <source>Erase…</source>
   <translation>Löschen…</translation>
  </message>
  <message>
   <source>Erasing…</source>
   <translation>Lösche…</translation>
  </message>
  <message>
   <source>Esc</source>
   <translation>Esc</translation>
  </message>
  <message>
   <source>Every connection so far</source>
   <translation>Jede Verbindung bisher</translation>
  </message>
  <message>
   <source>Everybody can download it. Ask its authors before you use it for more than trying it out.</source>
   <translation>Alle können es herunterladen. Frag die Autoren, bevor du es für mehr als zum Ausprobieren verwendest.</translation>
  </message>
  <message>
   <source>Everybody can download it. The licence is recorded with the model.</source>
   <translation>Alle können es herunterladen. Die Lizenz wird beim Modell vermerkt.</translation>
  </message>
  <message>
   <source>Everything that Paddock had stored is gone ({size}). Paddock closes now.</source>
   <translation>Alles, was Paddock gespeichert hatte, ist weg ({size}). Paddock schließt sich jetzt.</translation>
  </message>
  <message>
   <source>Everything that can be done, by name.</source>
   <translation>Alles, was sich tun lässt, beim Namen.</translation>
  </message>
  <message>
   <source>Experts in main memory</source>
   <translation>Experten im Hauptspeicher</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>Exportieren</translation>
  </message>
  <message>
   <source>Export all chats</source>
   <translation>Alle Chats exportieren</translation>
  </message>
  <message>
   <source>Export and import</source>
   <translation>Export und Import</translation>
  </message>
  <message>
   <source>Export as a card</source>
   <translation>Als Karte exportieren</translation>
  </message>
  <message>
   <source>Export as a card…</source>
   <translation>Als Karte exportieren…</translation>
  </message>
  <message>
   <source>Export this chat…</source>
   <translation>Diesen Chat exportieren…</translation>
  </message>
  <message>
   <source>Exported</source>
   <translation>Exportiert</translation>
  </message>
  <message>
   <source>Exported chats (*.json *.zip)</source>
   <translation>Exportierte Chats (*.json *.zip)</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Exportieren…</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>Fehlgeschlagen</translation>
  </message>
  <message>
   <source>Fair. One more word makes it strong.</source>
   <translation>Mittel. Noch ein Wort macht sie stark.</translation>
  </message>
  <message>
   <source>Family</source>
   <translation>Familie</translation>
  </message>
  <message>
   <source>Fewer words find more: try the family alone, or take a filter away.</source>
   <translation>Weniger Wörter finden mehr: Versuch es mit der Familie allein, oder nimm einen Filter weg.</translation>
  </message>
  <message>
   <source>File</source>
   <translation>Datei</translation>
  </message>
  <message>
   <source>File or folder</source>
   <translation>Datei oder Ordner</translation>
  </message>
  <message>
   <source>Files that anyone can have from the Hub.</source>
   <translation>Dateien, die jeder vom Hub haben kann.</translation>
  </message>
  <message>
   <source>Files used where they lie</source>
   <translation>Dateien, die verwendet werden, wo sie liegen</translation>
  </message>
  <message>
   <source>Filter models</source>
   <translation>Modelle filtern</translation>
  </message>
  <message>
   <source>Filter the models on this computer</source>
   <translation>Die Modelle auf diesem Computer filtern</translation>
  </message>
  <message>
   <source>Filters</source>
   <translation>Filter</translation>
  </message>
  <message>
   <source>Filters ({count})</source>
   <translation>Filter ({count})</translation>
  </message>
  <message>
   <source>Find in chat</source>
   <translation>Im Chat suchen</translation>
  </message>
  <message>
   <source>Find in the chat</source>
   <translation>Im Chat suchen</translation>
  </message>
  <message>
   <source>Find in this chat</source>
   <translation>In diesem Chat suchen</translation>
  </message>
  <message>
   <source>Find models of other programs…</source>
   <translation>Modelle anderer Programme finden…</translation>
  </message>
  <message>
   <source>Find the next</source>
   <translation>Nächste Stelle</translation>
  </message>
  <message>
   <source>Find the one before</source>
   <translation>Vorige Stelle</translation>
  </message>
  <message>
   <source>Fits this computer</source>
   <translation>Passt auf diesen Computer</translation>
  </message>
  <message>
   <source>Flash attention</source>
   <translation>Flash Attention</translation>
  </message>
  <message>
   <source>Folder</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>Folder or archive</source>
   <translation>Ordner oder Archiv</translation>
  </message>
  <message>
   <source>Folder {name}, {how}, {count}</source>
   <translation>Ordner {name}, {how}, {count}</translation>
  </message>
  <message>
   <source>Folders with models</source>
   <translation>Ordner mit Modellen</translation>
  </message>
  <message>
   <source>Folders with models…</source>
   <translation>Ordner mit Modellen…</translation>
  </message>
  <message>
   <source>Folders, archive, trash, import</source>
   <translation>Ordner, Archiv, Papierkorb, Import</translation>
  </message>
  <message>
   <source>Folders…</source>
   <translation>Ordner…</translation>
  </message>
  <message>
   <source>For all models</source>
   <translation>Für alle Modelle</translation>
  </message>
  <message>
   <source>For chatting</source>
   <translation>Zum Chatten</translation>
  </message>
  <message>
   <source>For code</source>
   <translation>Für Code</translation>
  </message>
  <message>
   <source>For judging what is safe</source>
   <translation>Um zu beurteilen, was unbedenklich ist</translation>
  </message>
  <message>
   <source>For pictures and text</source>
   <translation>Für Bilder und Text</translation>
  </message>
  <message>
   <source>For searching by meaning (embeddings)</source>
   <translation>Zum Suchen nach Bedeutung (Embeddings)</translation>
  </message>
  <message>
   <source>For very large computers</source>
   <translation>Für sehr große Computer</translation>
  </message>
  <message>
   <source>Fork from here</source>
   <translation>Ab hier abzweigen</translation>
  </message>
  <message>
   <source>Form</source>
   <translation>Form</translation>
  </message>
  <message>
   <source>Form of the answer</source>
   <translation>Form der Antwort</translation>
  </message>
  <message>
   <source>Format</source>
   <translation>Format</translation>
  </message>
  <message>
   <source>Found {count}, {size}.</source>
   <translation>Gefunden: {count}, {size}.</translation>
  </message>
  <message>
   <source>Free</source>
   <translation>Frei</translation>
  </message>
  <message>
   <source>Free software under the Apache License 2.0. The window is Qt {qt} (PySide6), the engine is llama.cpp. Llama models come under Meta's Llama Community License.</source>
   <translation>Freie Software unter der Apache License 2.0. Das Fenster ist Qt {qt} (PySide6), die Engine ist llama.cpp. Llama-Modelle stehen unter Metas Llama Community License.</translation>
  </message>
  <message>
   <source>Frequency penalty</source>
   <translation>Häufigkeitsstrafe</translation>
  </message>
  <message>
   <source>From</source>
   <translation>Von</translation>
  </message>
  <message>
   <source>From anywhere.</source>
   <translation>Von überall.</translation>
  </message>
  <message>
   <source>From left to right</source>
   <translation>Von links nach rechts</translation>
  </message>
  <message>
   <source>From right to left</source>
   <translation>Von rechts nach links</translation>
  </message>
  <message>
   <source>From the next answer on, the model is told what the persona is told. What was said stays.</source>
   <translation>Ab der nächsten Antwort erfährt das Modell, was die Persona erfährt. Was gesagt wurde, bleibt.</translation>
  </message>
  <message>
   <source>From top to bottom. Drag a sampler, or move it with Alt and the arrow keys.</source>
   <translation>Von oben nach unten. Zieh einen Sampler oder bewege ihn mit Alt und den Pfeiltasten.</translation>
  </message>
  <message>
   <source>From which probability on a word can be left out; above 0.5 is off.</source>
   <translation>Ab welcher Wahrscheinlichkeit ein Wort ausscheiden kann; über 0,5 ist aus.</translation>
  </message>
  <message>
   <source>From {name}</source>
   <translation>Von {name}</translation>
  </message>
  <message>
   <source>From {repo}</source>
   <translation>Von {repo}</translation>
  </message>
  <message>
   <source>From {when}: {problem}</source>
   <translation>Von {when}: {problem}</translation>
  </message>
  <message>
   <source>GB</source>
   <translation>GB</translation>
  </message>
  <message>
   <source>Gated</source>
   <translation>Beschränkt</translation>
  </message>
  <message>
   <source>Get a real model</source>
   <translation>Ein richtiges Modell holen</translation>
  </message>
  <message>
   <source>Get a real model…</source>
   <translation>Ein richtiges Modell holen…</translation>
  </message>
  <message>
   <source>Give it</source>
   <translation>Vergeben</translation>
  </message>
  <message>
   <source>Gives the memory of a model back that nobody used for so long.</source>
   <translation>Gibt den Speicher eines Modells zurück, das so lange niemand gebraucht hat.</translation>
  </message>
  <message>
   <source>Go on with downloads at the start</source>
   <translation>Downloads beim Start fortsetzen</translation>
  </message>
  <message>
   <source>Go on with it</source>
   <translation>Damit weitermachen</translation>
  </message>
  <message>
   <source>Goes with it</source>
   <translation>Gehört dazu</translation>
  </message>
  <message>
   <source>Greeting</source>
   <translation>Begrüßung</translation>
  </message>
  <message>
   <source>Guesses ahead</source>
   <translation>Rät voraus</translation>
  </message>
  <message>
   <source>Guide</source>
   <translation>Guide</translation>
  </message>
  <message>
   <source>Guide – answers questions about Paddock</source>
   <translation>Guide – beantwortet Fragen zu Paddock</translation>
  </message>
  <message>
   <source>Has a LoRA adapter: {name}</source>
   <translation>Hat einen LoRA-Adapter: {name}</translation>
  </message>
  <message>
   <source>Has a file that lets it see pictures: {name}</source>
   <translation>Hat eine Datei, mit der es Bilder sieht: {name}</translation>
  </message>
  <message>
   <source>Has a small model that guesses ahead: {name}</source>
   <translation>Hat ein kleines Modell, das vorausrät: {name}</translation>
  </message>
  <message>
   <source>Heading: {name}</source>
   <translation>Überschrift: {name}</translation>
  </message>
  <message>
   <source>Here now: {chats} with {messages}.</source>
   <translation>Jetzt hier: {chats} mit {messages}.</translation>
  </message>
  <message>
   <source>Hide the details</source>
   <translation>Einzelheiten ausblenden</translation>
  </message>
  <message>
   <source>Hide the sidebar</source>
   <translation>Seitenleiste ausblenden</translation>
  </message>
  <message>
   <source>High</source>
   <translation>Hoch</translation>
  </message>
  <message>
   <source>High contrast: on or off</source>
   <translation>Hoher Kontrast: an oder aus</translation>
  </message>
  <message>
   <source>Holds for all chats with this model, from the next answer on.</source>
   <translation>Gilt für alle Chats mit diesem Modell, ab der nächsten Antwort.</translation>
  </message>
  <message>
   <source>Holds in this chat alone, from the next answer on.</source>
   <translation>Gilt nur in diesem Chat, ab der nächsten Antwort.</translation>
  </message>
  <message>
   <source>How far the three penalties look back, in tokens; -1 is the whole context.</source>
   <translation>Wie weit die drei Strafen zurückblicken, in Token; -1 ist der ganze Kontext.</translation>
  </message>
  <message>
   <source>How fast Mirostat learns.</source>
   <translation>Wie schnell Mirostat lernt.</translation>
  </message>
  <message>
   <source>How fast the penalty grows with the length of the sequence.</source>
   <translation>Wie schnell die Strafe mit der Länge der Folge wächst.</translation>
  </message>
  <message>
   <source>How it answers</source>
   <translation>Wie sie antwortet</translation>
  </message>
  <message>
   <source>How lively answers are, for every model that has nothing of its own set in the inspector.</source>
   <translation>Wie lebhaft Antworten sind, für jedes Modell, für das im Inspektor nichts Eigenes eingestellt ist.</translation>
  </message>
  <message>
   <source>How long adaptive-p remembers what was drawn.</source>
   <translation>Wie lange Adaptive-p behält, was gezogen wurde.</translation>
  </message>
  <message>
   <source>How many chats, and branches of them, are kept ready in the cache.</source>
   <translation>Wie viele Chats und Zweige davon im Cache bereitgehalten werden.</translation>
  </message>
  <message>
   <source>How many layers the graphics card takes; the rest stay with the processor.</source>
   <translation>Wie viele Schichten die Grafikkarte übernimmt; der Rest bleibt beim Prozessor.</translation>
  </message>
  <message>
   <source>How many processor cores work. Automatic measures what is fastest, once.</source>
   <translation>Wie viele Prozessorkerne arbeiten. Automatisch misst einmal, was am schnellsten ist.</translation>
  </message>
  <message>
   <source>How many tokens DRY looks back; -1 is the whole context.</source>
   <translation>Wie viele Token DRY zurückblickt; -1 ist der ganze Kontext.</translation>
  </message>
  <message>
   <source>How many tokens of a question are read at once.</source>
   <translation>Wie viele Token einer Frage zugleich gelesen werden.</translation>
  </message>
  <message>
   <source>How many tokens the model sees at once. More needs more memory.</source>
   <translation>Wie viele Token das Modell zugleich sieht. Mehr braucht mehr Speicher.</translation>
  </message>
  <message>
   <source>How much chance has a say. 0 always takes the likeliest word.</source>
   <translation>Wie viel der Zufall mitredet. 0 nimmt immer das wahrscheinlichste Wort.</translation>
  </message>
  <message>
   <source>How much of a chat a model sees at once. Automatic takes up to 8192 tokens; more needs more memory. Holds from the next question on.</source>
   <translation>Wie viel eines Chats ein Modell zugleich sieht. Automatisch nimmt bis zu 8192 Token; mehr braucht mehr Speicher. Gilt ab der nächsten Frage.</translation>
  </message>
  <message>
   <source>How much of a chat the model keeps in mind; more of it takes more memory.</source>
   <translation>Wie viel eines Chats das Modell im Blick behält; mehr davon braucht mehr Speicher.</translation>
  </message>
  <message>
   <source>How much of the PDF is written</source>
   <translation>Wie viel des PDFs geschrieben ist</translation>
  </message>
  <message>
   <source>How much of the line downloads take. It holds at once.</source>
   <translation>Wie viel der Leitung Downloads nehmen. Gilt sofort.</translation>
  </message>
  <message>
   <source>How often the likeliest words are left out on purpose; 0 is off.</source>
   <translation>Wie oft die wahrscheinlichsten Wörter absichtlich ausscheiden; 0 ist aus.</translation>
  </message>
  <message>
   <source>How the answer begins</source>
   <translation>So beginnt die Antwort</translation>
  </message>
  <message>
   <source>How the answer begins…</source>
   <translation>So beginnt die Antwort…</translation>
  </message>
  <message>
   <source>How the cache's numbers are stored: q8_0 halves its memory; q4_0 quarters it, at some cost.</source>
   <translation>Wie die Zahlen des Caches gespeichert werden: q8_0 halbiert seinen Speicher, q4_0 viertelt ihn mit einigem Verlust.</translation>
  </message>
  <message>
   <source>How the temperature follows the model's doubt.</source>
   <translation>Wie die Temperatur dem Zweifel des Modells folgt.</translation>
  </message>
  <message>
   <source>How {name} is talked to</source>
   <translation>Wie mit {name} gesprochen wird</translation>
  </message>
  <message>
   <source>Hugging Face account login access gated key</source>
   <translation>Hugging Face Konto Anmeldung Zugang Schlüssel</translation>
  </message>
  <message>
   <source>I already have one</source>
   <translation>Ich habe schon eins</translation>
  </message>
  <message>
   <source>I have a token</source>
   <translation>Ich habe ein Token</translation>
  </message>
  <message>
   <source>I understand</source>
   <translation>Verstanden</translation>
  </message>
  <message>
   <source>Icon</source>
   <translation>Symbol</translation>
  </message>
  <message>
   <source>If it does not fit into the context, there is no answer.</source>
   <translation>Wenn es nicht in den Kontext passt, kommt keine Antwort.</translation>
  </message>
  <message>
   <source>Ignore “{word}”</source>
   <translation>„{word}“ ignorieren</translation>
  </message>
  <message>
   <source>Import</source>
   <translation>Importieren</translation>
  </message>
  <message>
   <source>Import a card…</source>
   <translation>Karte importieren…</translation>
  </message>
  <message>
   <source>Import character cards</source>
   <translation>Charakterkarten importieren</translation>
  </message>
  <message>
   <source>Import chats</source>
   <translation>Chats importieren</translation>
  </message>
  <message>
   <source>Import chats…</source>
   <translation>Chats importieren…</translation>
  </message>
  <message>
   <source>Imported</source>
   <translation>Importiert</translation>
  </message>
  <message>
   <source>Import…</source>
   <translation>Importieren…</translation>
  </message>
  <message>
   <source>In a models folder</source>
   <translation>In einem Modellordner</translation>
  </message>
  <message>
   <source>In an empty message.</source>
   <translation>In einer leeren Nachricht.</translation>
  </message>
  <message>
   <source>In messages</source>
   <translation>In Nachrichten</translation>
  </message>
  <message>
   <source>In the message.</source>
   <translation>In der Nachricht.</translation>
  </message>
  <message>
   <source>In the open chat, in the settings, and under Models.</source>
   <translation>Im offenen Chat, in den Einstellungen und unter Modelle.</translation>
  </message>
  <message>
   <source>In the open chat.</source>
   <translation>Im offenen Chat.</translation>
  </message>
  <message>
   <source>In the sidebar; it is shown for that.</source>
   <translation>In der Seitenleiste; sie wird dafür eingeblendet.</translation>
  </message>
  <message>
   <source>In tokens, of which three or four are about two words.</source>
   <translation>In Token; drei oder vier davon sind etwa zwei Wörter.</translation>
  </message>
  <message>
   <source>In use</source>
   <translation>In Gebrauch</translation>
  </message>
  <message>
   <source>In {path} ({size}): {chats} with {messages}. It was read back and is whole.</source>
   <translation>In {path} ({size}): {chats} mit {messages}. Sie wurde zurückgelesen und ist vollständig.</translation>
  </message>
  <message>
   <source>Infill</source>
   <translation>Infill</translation>
  </message>
  <message>
   <source>Insert</source>
   <translation>Einfügen</translation>
  </message>
  <message>
   <source>Inspector</source>
   <translation>Inspektor</translation>
  </message>
  <message>
   <source>Inspector: answers</source>
   <translation>Inspektor: Antworten</translation>
  </message>
  <message>
   <source>Inspector: model</source>
   <translation>Inspektor: Modell</translation>
  </message>
  <message>
   <source>Inspector: now</source>
   <translation>Inspektor: jetzt</translation>
  </message>
  <message>
   <source>Interrupted. What was written is kept.</source>
   <translation>Unterbrochen. Was geschrieben wurde, ist aufbewahrt.</translation>
  </message>
  <message>
   <source>It</source>
   <translation>Es</translation>
  </message>
  <message>
   <source>It can only continue text until you choose its prompt format.</source>
   <translation>Es kann Text nur fortsetzen, bis du sein Prompt-Format wählst.</translation>
  </message>
  <message>
   <source>It goes to the trash, which frees nothing: another file shares its bytes. Chats stay.</source>
   <translation>Es kommt in den Papierkorb, was nichts frei macht: eine andere Datei teilt seine Daten. Chats bleiben.</translation>
  </message>
  <message>
   <source>It goes to the trash. Emptying the trash frees {size}. Chats with it stay.</source>
   <translation>Es kommt in den Papierkorb. Ihn zu leeren macht {size} frei. Chats damit bleiben.</translation>
  </message>
  <message>
   <source>It has not been started yet; then it is said here what it is kept from.</source>
   <translation>Er wurde noch nicht gestartet; dann steht hier, wovon er ferngehalten wird.</translation>
  </message>
  <message>
   <source>It holds {names}, which llama.cpp cannot read. Others often publish the same model as GGUF.</source>
   <translation>Darin ist {names}, was llama.cpp nicht lesen kann. Oft veröffentlichen andere dasselbe Modell als GGUF.</translation>
  </message>
  <message>
   <source>It is asked for when Paddock starts. Nobody can open your chats without it, but for whoever has the recovery key: write that down first.</source>
   <translation>Nach ihr wird gefragt, wenn Paddock startet. Ohne sie kann niemand deine Chats öffnen, außer wer den Wiederherstellungsschlüssel hat: Schreib dir den zuerst auf.</translation>
  </message>
  <message>
   <source>It is gated, and your account may download it. The licence is recorded with the model.</source>
   <translation>Der Zugang ist beschränkt, und dein Konto darf es herunterladen. Die Lizenz wird beim Modell vermerkt.</translation>
  </message>
  <message>
   <source>It is gated: {host} gives it only to those who accepted its terms. {how} Then give Paddock a token.</source>
   <translation>Der Zugang ist beschränkt: {host} gibt es nur denen, die seine Bedingungen angenommen haben. {how} Gib Paddock dann ein Token.</translation>
  </message>
  <message>
   <source>It is ready sooner; its memory is taken as soon as the window is open.</source>
   <translation>Es ist früher bereit; sein Speicher ist belegt, sobald das Fenster offen ist.</translation>
  </message>
  <message>
   <source>It is set: nobody opens your chats without it, or the recovery key.</source>
   <translation>Sie ist festgelegt: Ohne sie oder den Wiederherstellungsschlüssel öffnet niemand deine Chats.</translation>
  </message>
  <message>
   <source>It is used where it lies.</source>
   <translation>Sie wird verwendet, wo sie liegt.</translation>
  </message>
  <message>
   <source>It names no licence</source>
   <translation>Es nennt keine Lizenz</translation>
  </message>
  <message>
   <source>It runs in a sandbox. SHA-256: {sha256}…</source>
   <translation>Sie läuft in einer Sandbox. SHA-256: {sha256}…</translation>
  </message>
  <message>
   <source>It was left as it is. A copy or a backup can be brought back, or what can be read be salvaged.</source>
   <translation>Sie blieb, wie sie ist. Eine Kopie oder eine Sicherung lässt sich zurückholen, oder was lesbar ist, retten.</translation>
  </message>
  <message>
   <source>It was stopped: {n} chats were left out.</source>
   <translation>Es wurde angehalten: {n} Chats blieben weg.</translation>
  </message>
  <message>
   <source>It will be gone. Nothing of it was kept, and nothing brings it back.</source>
   <translation>Er wird fort sein. Nichts davon wurde aufbewahrt, und nichts holt ihn zurück.</translation>
  </message>
  <message>
   <source>Its SHA-256 is recorded now; the next check compares with it.</source>
   <translation>Ihre SHA-256 ist jetzt vermerkt; die nächste Prüfung vergleicht damit.</translation>
  </message>
  <message>
   <source>Its terms have to be accepted first, see above.</source>
   <translation>Die Bedingungen müssen erst angenommen werden, siehe oben.</translation>
  </message>
  <message>
   <source>JSON, after a schema</source>
   <translation>JSON nach einem Schema</translation>
  </message>
  <message>
   <source>JSON: all branches and facts, for Paddock</source>
   <translation>JSON: alle Zweige und Angaben, für Paddock</translation>
  </message>
  <message>
   <source>JSON: all branches and facts, for Paddock (*.json)</source>
   <translation>JSON: alle Zweige und Angaben, für Paddock (*.json)</translation>
  </message>
  <message>
   <source>KV cache disk cached</source>
   <translation>KV-Cache Festplatte</translation>
  </message>
  <message>
   <source>KV cache size limit gigabytes</source>
   <translation>KV-Cache Größe Grenze Gigabyte</translation>
  </message>
  <message>
   <source>KV cache, keys</source>
   <translation>KV-Cache, Schlüssel</translation>
  </message>
  <message>
   <source>KV cache, values</source>
   <translation>KV-Cache, Werte</translation>
  </message>
  <message>
   <source>Keep everything still</source>
   <translation>Alles ruhig halten</translation>
  </message>
  <message>
   <source>Keep it</source>
   <translation>Behalten</translation>
  </message>
  <message>
   <source>Keep processed chats on the disk</source>
   <translation>Verarbeitete Chats auf der Platte aufbewahren</translation>
  </message>
  <message>
   <source>Keep the answer of {name}</source>
   <translation>Die Antwort von {name} behalten</translation>
  </message>
  <message>
   <source>Keep them on the disk</source>
   <translation>Auf der Platte behalten</translation>
  </message>
  <message>
   <source>Keep this</source>
   <translation>Diese behalten</translation>
  </message>
  <message>
   <source>Keeps the weights in a second order made for the processor. Off loads sooner, takes less memory, and reads prompts much faster on some processors; answers come a little slower.</source>
   <translation>Hält die Gewichte in einer zweiten Ordnung, die für den Prozessor gemacht ist. Ausgeschaltet lädt das Modell schneller, braucht weniger Speicher und liest Prompts auf manchen Prozessoren viel schneller; Antworten kommen etwas langsamer.</translation>
  </message>
  <message>
   <source>Kept once a week, before the format changes, and of chats that others took the place of.</source>
   <translation>Aufbewahrt einmal in der Woche, bevor sich das Format ändert, und von Chats, an deren Stelle andere kamen.</translation>
  </message>
  <message>
   <source>Kept with the card, but not used: {what}.</source>
   <translation>Bei der Karte behalten, aber nicht verwendet: {what}.</translation>
  </message>
  <message>
   <source>Key files</source>
   <translation>Schlüsseldateien</translation>
  </message>
  <message>
   <source>Keyboard</source>
   <translation>Tastatur</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>Languages</source>
   <translation>Sprachen</translation>
  </message>
  <message>
   <source>Larger context…</source>
   <translation>Größerer Kontext…</translation>
  </message>
  <message>
   <source>Larger text</source>
   <translation>Größerer Text</translation>
  </message>
  <message>
   <source>Largest</source>
   <translation>Größte</translation>
  </message>
  <message>
   <source>Last answer</source>
   <translation>Letzte Antwort</translation>
  </message>
  <message>
   <source>Last used</source>
   <translation>Zuletzt verwendet</translation>
  </message>
  <message>
   <source>Later: {name}</source>
   <translation>Später: {name}</translation>
  </message>
  <message>
   <source>Layers on the graphics card</source>
   <translation>Schichten auf der Grafikkarte</translation>
  </message>
  <message>
   <source>Leave it</source>
   <translation>Verlassen</translation>
  </message>
  <message>
   <source>Leave it first, then try again.</source>
   <translation>Verlass ihn zuerst, dann versuch es noch einmal.</translation>
  </message>
  <message>
   <source>Leave the oldest messages out</source>
   <translation>Die ältesten Nachrichten weglassen</translation>
  </message>
  <message>
   <source>Leave this temporary chat?</source>
   <translation>Diesen temporären Chat verlassen?</translation>
  </message>
  <message>
   <source>Left out, or not as it was:</source>
   <translation>Weggelassen, oder nicht wie es war:</translation>
  </message>
  <message>
   <source>Lets the model see pictures (mmproj)</source>
   <translation>Lässt das Modell Bilder sehen (mmproj)</translation>
  </message>
  <message>
   <source>Lets the temperature vary by so much with the model's doubt; 0 is off.</source>
   <translation>Lässt die Temperatur um so viel mit dem Zweifel des Modells schwanken; 0 ist aus.</translation>
  </message>
  <message>
   <source>Licence</source>
   <translation>Lizenz</translation>
  </message>
  <message>
   <source>Licence {name}</source>
   <translation>Lizenz {name}</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>Hell</translation>
  </message>
  <message>
   <source>Likes</source>
   <translation>Likes</translation>
  </message>
  <message>
   <source>List of connections</source>
   <translation>Liste der Verbindungen</translation>
  </message>
  <message>
   <source>List, header, chat, message, inspector.</source>
   <translation>Liste, Kopfzeile, Chat, Nachricht, Inspektor.</translation>
  </message>
  <message>
   <source>LoRA files that change how the model writes. They act at once, without loading it again.</source>
   <translation>LoRA-Dateien, die ändern, wie das Modell schreibt. Sie wirken sofort, ohne neu zu laden.</translation>
  </message>
  <message>
   <source>Load the last model at the start</source>
   <translation>Das letzte Modell beim Start laden</translation>
  </message>
  <message>
   <source>Loading of single models</source>
   <translation>Laden einzelner Modelle</translation>
  </message>
  <message>
   <source>Loading {name}</source>
   <translation>Lade {name}</translation>
  </message>
  <message>
   <source>Loading {name}… {percent} %</source>
   <translation>Lade {name}… {percent} %</translation>
  </message>
  <message>
   <source>Loads the model again</source>
   <translation>Lädt das Modell neu</translation>
  </message>
  <message>
   <source>Lock now</source>
   <translation>Jetzt sperren</translation>
  </message>
  <message>
   <source>Lock the chats</source>
   <translation>Chats sperren</translation>
  </message>
  <message>
   <source>Lock when nobody is there</source>
   <translation>Sperren, wenn niemand da ist</translation>
  </message>
  <message>
   <source>Logs</source>
   <translation>Protokolle</translation>
  </message>
  <message>
   <source>Longest answer</source>
   <translation>Längste Antwort</translation>
  </message>
  <message>
   <source>Look again</source>
   <translation>Noch einmal nachsehen</translation>
  </message>
  <message>
   <source>Look for another one</source>
   <translation>Ein anderes suchen</translation>
  </message>
  <message>
   <source>Look inside</source>
   <translation>Hineinschauen</translation>
  </message>
  <message>
   <source>Looking at {name}…</source>
   <translation>Sehe {name} an…</translation>
  </message>
  <message>
   <source>Looking at {place}…</source>
   <translation>Sehe in {place} nach…</translation>
  </message>
  <message>
   <source>Looking for models</source>
   <translation>Suche nach Modellen</translation>
  </message>
  <message>
   <source>Looking…</source>
   <translation>Suche…</translation>
  </message>
  <message>
   <source>Looks back</source>
   <translation>Blickt zurück</translation>
  </message>
  <message>
   <source>MB</source>
   <translation>MB</translation>
  </message>
  <message>
   <source>Make a smaller one…</source>
   <translation>Ein kleineres machen…</translation>
  </message>
  <message>
   <source>Make a smaller {name}</source>
   <translation>{name} kleiner machen</translation>
  </message>
  <message>
   <source>Make it</source>
   <translation>Anlegen</translation>
  </message>
  <message>
   <source>Makes answers faster (draft model)</source>
   <translation>Macht Antworten schneller (Entwurfsmodell)</translation>
  </message>
  <message>
   <source>Makes words less likely that were used already.</source>
   <translation>Macht Wörter unwahrscheinlicher, die schon vorkamen.</translation>
  </message>
  <message>
   <source>Making {type}…</source>
   <translation>Erstelle {type}…</translation>
  </message>
  <message>
   <source>Markdown</source>
   <translation>Markdown</translation>
  </message>
  <message>
   <source>Markdown: what is shown</source>
   <translation>Markdown: was gezeigt wird</translation>
  </message>
  <message>
   <source>Markdown: what is shown (*.md)</source>
   <translation>Markdown: was zu sehen ist (*.md)</translation>
  </message>
  <message>
   <source>Measure what is fastest</source>
   <translation>Messen, was am schnellsten ist</translation>
  </message>
  <message>
   <source>Measuring this computer…</source>
   <translation>Messe diesen Computer…</translation>
  </message>
  <message>
   <source>Message</source>
   <translation>Nachricht</translation>
  </message>
  <message>
   <source>Message Paddock…</source>
   <translation>Nachricht an Paddock…</translation>
  </message>
  <message>
   <source>Message deleted</source>
   <translation>Nachricht gelöscht</translation>
  </message>
  <message>
   <source>Messages</source>
   <translation>Nachrichten</translation>
  </message>
  <message>
   <source>Messages deleted</source>
   <translation>Nachrichten gelöscht</translation>
  </message>
  <message>
   <source>Min-p</source>
   <translation>Min-p</translation>
  </message>
  <message>
   <source>Mirostat and adaptive-p</source>
   <translation>Mirostat und Adaptive-p</translation>
  </message>
  <message>
   <source>Mirostat eta</source>
   <translation>Mirostat Eta</translation>
  </message>
  <message>
   <source>Mirostat tau</source>
   <translation>Mirostat Tau</translation>
  </message>
  <message>
   <source>Mirostat version</source>
   <translation>Mirostat-Version</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>Modell</translation>
  </message>
  <message>
   <source>Model of a new chat</source>
   <translation>Modell eines neuen Chats</translation>
  </message>
  <message>
   <source>Model: {name}</source>
   <translation>Modell: {name}</translation>
  </message>
  <message>
   <source>Model: {name}, loading {percent} %</source>
   <translation>Modell: {name}, geladen zu {percent} %</translation>
  </message>
  <message>
   <source>Model: {name}, {memory} of memory</source>
   <translation>Modell: {name}, {memory} Speicher</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>Modelle</translation>
  </message>
  <message>
   <source>Models (*.gguf *.llamafile)</source>
   <translation>Modelle (*.gguf *.llamafile)</translation>
  </message>
  <message>
   <source>Models (*.gguf)</source>
   <translation>Modelle (*.gguf)</translation>
  </message>
  <message>
   <source>Models found</source>
   <translation>Gefundene Modelle</translation>
  </message>
  <message>
   <source>Models in these folders, and in folders in them, are on the list as soon as they are there.</source>
   <translation>Modelle in diesen Ordnern und den Ordnern darin stehen auf der Liste, sobald sie da sind.</translation>
  </message>
  <message>
   <source>Models in these folders, and in the folders in them, are on the list as soon as they are there.</source>
   <translation>Modelle in diesen Ordnern und den Ordnern darin stehen auf der Liste, sobald sie da sind.</translation>
  </message>
  <message>
   <source>Models of other programs</source>
   <translation>Modelle anderer Programme</translation>
  </message>
  <message>
   <source>Models take {taken} on this disk, {free} are free.</source>
   <translation>Modelle nehmen {taken} auf dieser Platte ein, {free} sind frei.</translation>
  </message>
  <message>
   <source>Models: discover</source>
   <translation>Modelle: entdecken</translation>
  </message>
  <message>
   <source>Models: downloads</source>
   <translation>Modelle: Downloads</translation>
  </message>
  <message>
   <source>Models: on this computer</source>
   <translation>Modelle: auf diesem Computer</translation>
  </message>
  <message>
   <source>More about this chat</source>
   <translation>Mehr zu diesem Chat</translation>
  </message>
  <message>
   <source>More about this message</source>
   <translation>Mehr zu dieser Nachricht</translation>
  </message>
  <message>
   <source>More about {name}</source>
   <translation>Mehr über {name}</translation>
  </message>
  <message>
   <source>Most downloads</source>
   <translation>Meiste Downloads</translation>
  </message>
  <message>
   <source>Most likes</source>
   <translation>Meiste Likes</translation>
  </message>
  <message>
   <source>Most that downloads take of the line</source>
   <translation>Wie viel der Leitung Downloads höchstens nehmen</translation>
  </message>
  <message>
   <source>Move</source>
   <translation>Verschieben</translation>
  </message>
  <message>
   <source>Move down</source>
   <translation>Nach unten</translation>
  </message>
  <message>
   <source>Move to</source>
   <translation>Verschieben nach</translation>
  </message>
  <message>
   <source>Move to another folder…</source>
   <translation>In einen anderen Ordner verschieben…</translation>
  </message>
  <message>
   <source>Move to the trash</source>
   <translation>In den Papierkorb</translation>
  </message>
  <message>
   <source>Move up</source>
   <translation>Nach oben</translation>
  </message>
  <message>
   <source>Move {name} to</source>
   <translation>{name} verschieben nach</translation>
  </message>
  <message>
   <source>Moving to {folder}…</source>
   <translation>Verschiebe nach {folder}…</translation>
  </message>
  <message>
   <source>Moving {name}…</source>
   <translation>Verschiebe {name}…</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>Name of the folder</source>
   <translation>Name des Ordners</translation>
  </message>
  <message>
   <source>Name of the model</source>
   <translation>Name des Modells</translation>
  </message>
  <message>
   <source>Never</source>
   <translation>Nie</translation>
  </message>
  <message>
   <source>New</source>
   <translation>Neu</translation>
  </message>
  <message>
   <source>New chat</source>
   <translation>Neuer Chat</translation>
  </message>
  <message>
   <source>New folder</source>
   <translation>Neuer Ordner</translation>
  </message>
  <message>
   <source>New folder…</source>
   <translation>Neuer Ordner…</translation>
  </message>
  <message>
   <source>New line</source>
   <translation>Neue Zeile</translation>
  </message>
  <message>
   <source>New persona</source>
   <translation>Neue Persona</translation>
  </message>
  <message>
   <source>New tag</source>
   <translation>Neues Schlagwort</translation>
  </message>
  <message>
   <source>New tag…</source>
   <translation>Neues Schlagwort…</translation>
  </message>
  <message>
   <source>New template</source>
   <translation>Neue Vorlage</translation>
  </message>
  <message>
   <source>Newest</source>
   <translation>Neueste</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>Nächster</translation>
  </message>
  <message>
   <source>Next answer</source>
   <translation>Nächste Antwort</translation>
  </message>
  <message>
   <source>No answer is written without all that was said before.</source>
   <translation>Ohne alles, was vorher gesagt wurde, wird keine Antwort geschrieben.</translation>
  </message>
  <message>
   <source>No chat came in.</source>
   <translation>Es kam kein Chat herein.</translation>
  </message>
  <message>
   <source>No connection. It goes on by itself once there is one.</source>
   <translation>Keine Verbindung. Es geht von selbst weiter, sobald es eine gibt.</translation>
  </message>
  <message>
   <source>No folder</source>
   <translation>Kein Ordner</translation>
  </message>
  <message>
   <source>No limit</source>
   <translation>Keine Grenze</translation>
  </message>
  <message>
   <source>No model has “{text}” in its name.</source>
   <translation>Kein Modell hat „{text}“ im Namen.</translation>
  </message>
  <message>
   <source>No models yet; {free} are free on this disk.</source>
   <translation>Noch keine Modelle; {free} sind auf dieser Platte frei.</translation>
  </message>
  <message>
   <source>No persona in this chat</source>
   <translation>Keine Persona in diesem Chat</translation>
  </message>
  <message>
   <source>No suggestions</source>
   <translation>Keine Vorschläge</translation>
  </message>
  <message>
   <source>Nobody is here yet</source>
   <translation>Hier ist noch niemand</translation>
  </message>
  <message>
   <source>Nobody plays here now</source>
   <translation>Hier spielt jetzt niemand</translation>
  </message>
  <message>
   <source>Nobody: the model itself</source>
   <translation>Niemand: das Modell selbst</translation>
  </message>
  <message>
   <source>None</source>
   <translation>Keins</translation>
  </message>
  <message>
   <source>None found: not of Ollama, LM Studio, Jan, GPT4All or KoboldCpp, not in the caches of llama.cpp and Hugging Face, and not among your downloads. A file elsewhere can be opened by itself.</source>
   <translation>Keine gefunden: weder von Ollama, LM Studio, Jan, GPT4All oder KoboldCpp noch in den Caches von llama.cpp und Hugging Face, und auch nicht unter deinen Downloads. Eine Datei, die anderswo liegt, kannst du einzeln öffnen.</translation>
  </message>
  <message>
   <source>None is set: whoever is signed in as you can open your chats.</source>
   <translation>Es ist keine festgelegt: Wer als du angemeldet ist, kann deine Chats öffnen.</translation>
  </message>
  <message>
   <source>None. Only models with a gate need one.</source>
   <translation>Keins. Nur Modelle mit beschränktem Zugang brauchen eins.</translation>
  </message>
  <message>
   <source>Normal</source>
   <translation>Normal</translation>
  </message>
  <message>
   <source>Not encrypted.</source>
   <translation>Nicht verschlüsselt.</translation>
  </message>
  <message>
   <source>Not everything could be erased.</source>
   <translation>Nicht alles ließ sich löschen.</translation>
  </message>
  <message>
   <source>Not everything could be judged. {what}</source>
   <translation>Nicht alles konnte beurteilt werden. {what}</translation>
  </message>
  <message>
   <source>Not found</source>
   <translation>Nicht gefunden</translation>
  </message>
  <message>
   <source>Not now</source>
   <translation>Nicht jetzt</translation>
  </message>
  <message>
   <source>Not on this computer: {models}.</source>
   <translation>Nicht auf diesem Computer: {models}.</translation>
  </message>
  <message>
   <source>Nothing brings them back then.</source>
   <translation>Danach holt sie nichts mehr zurück.</translation>
  </message>
  <message>
   <source>Nothing fits.</source>
   <translation>Nichts passt.</translation>
  </message>
  <message>
   <source>Nothing found for “{query}”.</source>
   <translation>Nichts gefunden für „{query}“.</translation>
  </message>
  <message>
   <source>Nothing is being downloaded. Choose a model under Discover; it is listed here as it comes.</source>
   <translation>Es wird nichts heruntergeladen. Wähle ein Modell unter Entdecken; es steht hier, während es kommt.</translation>
  </message>
  <message>
   <source>Nothing is lost or overwritten: your chats stay as they are until the right key opens them.</source>
   <translation>Nichts ist verloren oder überschrieben: Deine Chats bleiben, wie sie sind, bis der richtige Schlüssel sie öffnet.</translation>
  </message>
  <message>
   <source>Nothing is missing.</source>
   <translation>Es fehlt nichts.</translation>
  </message>
  <message>
   <source>Nothing is running</source>
   <translation>Es läuft keiner</translation>
  </message>
  <message>
   <source>Nothing moves by itself. Else it is as the system has it.</source>
   <translation>Nichts bewegt sich von selbst. Sonst ist es, wie das System es hat.</translation>
  </message>
  <message>
   <source>Nothing new was found.</source>
   <translation>Es wurde nichts Neues gefunden.</translation>
  </message>
  <message>
   <source>Nothing of the chats is lost: it is only processed again.</source>
   <translation>Von den Chats geht nichts verloren: Sie werden nur noch einmal verarbeitet.</translation>
  </message>
  <message>
   <source>Nothing of this chat is kept</source>
   <translation>Von diesem Chat wird nichts aufbewahrt</translation>
  </message>
  <message>
   <source>Nothing was changed.</source>
   <translation>Es wurde nichts geändert.</translation>
  </message>
  <message>
   <source>Nothing was found for “{text}”.</source>
   <translation>Für „{text}“ wurde nichts gefunden.</translation>
  </message>
  <message>
   <source>Nothing was found for “{words}”.</source>
   <translation>Für „{words}“ wurde nichts gefunden.</translation>
  </message>
  <message>
   <source>Nothing was found.</source>
   <translation>Nichts gefunden.</translation>
  </message>
  <message>
   <source>Nothing was imported.</source>
   <translation>Nichts wurde importiert.</translation>
  </message>
  <message>
   <source>Now</source>
   <translation>Jetzt</translation>
  </message>
  <message>
   <source>Of Paddock, ChatGPT, Claude, Open WebUI, LM Studio or Jan, with branches and dates.</source>
   <translation>Von Paddock, ChatGPT, Claude, Open WebUI, LM Studio oder Jan, mit Zweigen und Daten.</translation>
  </message>
  <message>
   <source>Of how many layers the experts stay in main memory; only some models have experts.</source>
   <translation>Von wie vielen Schichten die Experten im Hauptspeicher bleiben; nur manche Modelle haben Experten.</translation>
  </message>
  <message>
   <source>Of the window, from its next start on.</source>
   <translation>Des Fensters, ab seinem nächsten Start.</translation>
  </message>
  <message>
   <source>Of {user}; {place}.</source>
   <translation>Von {user}; {place}.</translation>
  </message>
  <message>
   <source>Off</source>
   <translation>Aus</translation>
  </message>
  <message>
   <source>Off: this computer has no dictionary. Install one for Hunspell or Enchant, from where your system has its programs, and start Paddock again.</source>
   <translation>Aus: Dieser Computer hat kein Wörterbuch. Installieren Sie eines für Hunspell oder Enchant, von dort, woher Ihr System seine Programme hat, und starten Sie Paddock neu.</translation>
  </message>
  <message>
   <source>Older</source>
   <translation>Älter</translation>
  </message>
  <message>
   <source>On</source>
   <translation>An</translation>
  </message>
  <message>
   <source>On this computer</source>
   <translation>Auf diesem Computer</translation>
  </message>
  <message>
   <source>One chat came in from {program}.</source>
   <translation>Ein Chat kam aus {program}.</translation>
  </message>
  <message>
   <source>One chat has lost its title.</source>
   <translation>Ein Chat hat seinen Titel verloren.</translation>
  </message>
  <message>
   <source>One chat is in {path}.</source>
   <translation>Ein Chat ist in {path}.</translation>
  </message>
  <message>
   <source>One database, encrypted with SQLCipher (AES-256). </source>
   <translation>Eine Datenbank, verschlüsselt mit SQLCipher (AES-256). </translation>
  </message>
  <message>
   <source>One file, encrypted with a passphrase of its own. Whoever has both can read your chats, on any computer; without the passphrase nobody can, not even you. Model files are not in it.</source>
   <translation>Eine Datei, mit einer eigenen Passphrase verschlüsselt. Wer beides hat, kann deine Chats lesen, auf jedem Computer; ohne die Passphrase kann es niemand, auch du nicht. Modelldateien sind nicht darin.</translation>
  </message>
  <message>
   <source>One message follows the one before a message that is lost.</source>
   <translation>Eine Nachricht folgt auf die vor einer verlorenen Nachricht.</translation>
  </message>
  <message>
   <source>One on each line; \n stands for the end of a line.</source>
   <translation>Eine in jeder Zeile; \n steht für das Ende einer Zeile.</translation>
  </message>
  <message>
   <source>One stretch could not be read.</source>
   <translation>Ein Abschnitt ließ sich nicht lesen.</translation>
  </message>
  <message>
   <source>One was here already.</source>
   <translation>Einer war schon da.</translation>
  </message>
  <message>
   <source>One word a line.</source>
   <translation>Ein Wort je Zeile.</translation>
  </message>
  <message>
   <source>Only on this computer: its keyring is needed as well</source>
   <translation>Nur auf diesem Computer: Sein Schlüsselbund wird auch gebraucht</translation>
  </message>
  <message>
   <source>Only texts can be attached.</source>
   <translation>Nur Texte können angehängt werden.</translation>
  </message>
  <message>
   <source>Only the k likeliest words; 0 is off.</source>
   <translation>Nur die k wahrscheinlichsten Wörter; 0 ist aus.</translation>
  </message>
  <message>
   <source>Only when you search, open a model's page or download: to {host}. A download that ran when Paddock ended goes on at its next start. No account, no telemetry, no update check, no crash reports.</source>
   <translation>Nur wenn du suchst, die Seite eines Modells öffnest oder herunterlädst: mit {host}. Ein Download, der lief, als Paddock endete, geht beim nächsten Start weiter. Kein Konto, keine Telemetrie, keine Suche nach Updates, keine Absturzberichte.</translation>
  </message>
  <message>
   <source>Only words at least so likely, measured by the likeliest; 0 is off.</source>
   <translation>Nur Wörter, die mindestens so wahrscheinlich sind, gemessen am wahrscheinlichsten; 0 ist aus.</translation>
  </message>
  <message>
   <source>Only words within n standard deviations of the likeliest; 0 is off.</source>
   <translation>Nur Wörter innerhalb von n Standardabweichungen vom wahrscheinlichsten; 0 ist aus.</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Öffnen</translation>
  </message>
  <message>
   <source>Open Models</source>
   <translation>Modelle öffnen</translation>
  </message>
  <message>
   <source>Open a file…</source>
   <translation>Datei öffnen…</translation>
  </message>
  <message>
   <source>Open a model</source>
   <translation>Modell öffnen</translation>
  </message>
  <message>
   <source>Open a model's file</source>
   <translation>Datei eines Modells öffnen</translation>
  </message>
  <message>
   <source>Open a model’s file…</source>
   <translation>Datei eines Modells öffnen…</translation>
  </message>
  <message>
   <source>Open and gated</source>
   <translation>Offen und beschränkt</translation>
  </message>
  <message>
   <source>Open another file…</source>
   <translation>Andere Datei öffnen…</translation>
  </message>
  <message>
   <source>Open folder</source>
   <translation>Ordner öffnen</translation>
  </message>
  <message>
   <source>Open in browser</source>
   <translation>Im Browser öffnen</translation>
  </message>
  <message>
   <source>Open its page</source>
   <translation>Seite öffnen</translation>
  </message>
  <message>
   <source>Open its page, sign in, and accept the terms there.</source>
   <translation>Öffne seine Seite, melde dich an und nimm dort die Bedingungen an.</translation>
  </message>
  <message>
   <source>Open its page, sign in, and ask its authors for access; they decide, which can take days.</source>
   <translation>Öffne seine Seite, melde dich an und bitte die Autoren um Zugang; sie entscheiden, was Tage dauern kann.</translation>
  </message>
  <message>
   <source>Open my chats</source>
   <translation>Meine Chats öffnen</translation>
  </message>
  <message>
   <source>Open the downloads</source>
   <translation>Downloads öffnen</translation>
  </message>
  <message>
   <source>Open the folder: {name}</source>
   <translation>Ordner öffnen: {name}</translation>
  </message>
  <message>
   <source>Open them…</source>
   <translation>Öffnen…</translation>
  </message>
  <message>
   <source>Open this link in your browser?</source>
   <translation>Diesen Link in deinem Browser öffnen?</translation>
  </message>
  <message>
   <source>Open to everybody</source>
   <translation>Offen für alle</translation>
  </message>
  <message>
   <source>OpenAI Anthropic migrate move</source>
   <translation>OpenAI Anthropic Umzug übernehmen</translation>
  </message>
  <message>
   <source>Opening the backup…</source>
   <translation>Öffne die Sicherung…</translation>
  </message>
  <message>
   <source>Opens your chats if the key is lost, and on another computer. Write it down or print it.</source>
   <translation>Öffnet deine Chats, wenn der Schlüssel verloren ist, und auf einem anderen Computer. Schreib ihn auf oder druck ihn aus.</translation>
  </message>
  <message>
   <source>Order of the models</source>
   <translation>Reihenfolge der Modelle</translation>
  </message>
  <message>
   <source>Order of the results</source>
   <translation>Reihenfolge der Ergebnisse</translation>
  </message>
  <message>
   <source>Order of the samplers</source>
   <translation>Reihenfolge der Sampler</translation>
  </message>
  <message>
   <source>Other files</source>
   <translation>Andere Dateien</translation>
  </message>
  <message>
   <source>Other models…</source>
   <translation>Andere Modelle…</translation>
  </message>
  <message>
   <source>Others</source>
   <translation>Andere</translation>
  </message>
  <message>
   <source>Others may publish the same model as GGUF, the format that llama.cpp reads.</source>
   <translation>Vielleicht veröffentlichen andere dasselbe Modell als GGUF, das Format, das llama.cpp liest.</translation>
  </message>
  <message>
   <source>PDF: what is shown, all chats in one document</source>
   <translation>PDF: was gezeigt wird, alle Chats in einem Dokument</translation>
  </message>
  <message>
   <source>PDF: what is shown, to print or pass on (*.pdf)</source>
   <translation>PDF: was zu sehen ist, zum Drucken und Weitergeben (*.pdf)</translation>
  </message>
  <message>
   <source>Paddock</source>
   <translation>Paddock</translation>
  </message>
  <message>
   <source>Paddock chats {date}</source>
   <translation>Paddock-Chats {date}</translation>
  </message>
  <message>
   <source>Paddock checks the file with your chats. If it is damaged, what can be read is copied into a new one, which takes its place; the damaged file is kept. This can take minutes. A copy or a backup may hold more.</source>
   <translation>Paddock prüft die Datei mit deinen Chats. Ist sie beschädigt, wird kopiert, was lesbar ist, in eine neue, die an ihre Stelle kommt; die beschädigte wird aufbewahrt. Das kann Minuten dauern. Eine Kopie oder eine Sicherung enthält vielleicht mehr.</translation>
  </message>
  <message>
   <source>Paddock chooses what is automatic from this computer's memory. Apply loads the model again.</source>
   <translation>Was auf Automatisch steht, wählt Paddock nach dem Speicher dieses Computers. Anwenden lädt das Modell neu.</translation>
  </message>
  <message>
   <source>Paddock does not know how {name} wants to be talked to.</source>
   <translation>Paddock weiß nicht, wie mit {name} gesprochen werden soll.</translation>
  </message>
  <message>
   <source>Paddock has made no connection.</source>
   <translation>Paddock hat keine Verbindung aufgebaut.</translation>
  </message>
  <message>
   <source>Paddock is already open; its window was brought to the front.</source>
   <translation>Paddock ist schon offen; sein Fenster wurde nach vorn geholt.</translation>
  </message>
  <message>
   <source>Paddock is already running, but its window does not answer.</source>
   <translation>Paddock läuft schon, aber sein Fenster antwortet nicht.</translation>
  </message>
  <message>
   <source>Paddock {version}</source>
   <translation>Paddock {version}</translation>
  </message>
  <message>
   <source>Paddock's default</source>
   <translation>Paddocks Standard</translation>
  </message>
  <message>
   <source>Paddock's own: downloads go here</source>
   <translation>Paddocks eigener: Hierhin kommen Downloads</translation>
  </message>
  <message>
   <source>Paddock's prompt format “{name}” is used instead.</source>
   <translation>Stattdessen wird Paddocks Prompt-Format „{name}“ verwendet.</translation>
  </message>
  <message>
   <source>Paddock, as the file has none that works: {name}</source>
   <translation>Paddock, da die Datei keines hat, das geht: {name}</translation>
  </message>
  <message>
   <source>Paddock: recovery key</source>
   <translation>Paddock: Wiederherstellungsschlüssel</translation>
  </message>
  <message>
   <source>Page of the settings</source>
   <translation>Seite der Einstellungen</translation>
  </message>
  <message>
   <source>Parameters</source>
   <translation>Parameter</translation>
  </message>
  <message>
   <source>Passphrase</source>
   <translation>Passphrase</translation>
  </message>
  <message>
   <source>Passphrase of the backup</source>
   <translation>Passphrase der Sicherung</translation>
  </message>
  <message>
   <source>Passphrase, {count} characters or more</source>
   <translation>Passphrase, mindestens {count} Zeichen</translation>
  </message>
  <message>
   <source>Paste the part that matters.</source>
   <translation>Füge den Teil ein, auf den es ankommt.</translation>
  </message>
  <message>
   <source>Pasted text, {size}</source>
   <translation>Eingefügter Text, {size}</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Pause all</source>
   <translation>Alle anhalten</translation>
  </message>
  <message>
   <source>Persona of this chat…</source>
   <translation>Persona dieses Chats…</translation>
  </message>
  <message>
   <source>Persona: {name}</source>
   <translation>Persona: {name}</translation>
  </message>
  <message>
   <source>Personas</source>
   <translation>Personas</translation>
  </message>
  <message>
   <source>Persona…</source>
   <translation>Persona…</translation>
  </message>
  <message>
   <source>Picture</source>
   <translation>Bild</translation>
  </message>
  <message>
   <source>Pictures (*.png *.jpg *.jpeg *.webp)</source>
   <translation>Bilder (*.png *.jpg *.jpeg *.webp)</translation>
  </message>
  <message>
   <source>Pictures and text</source>
   <translation>Bilder und Text</translation>
  </message>
  <message>
   <source>Picture…</source>
   <translation>Bild…</translation>
  </message>
  <message>
   <source>Pin</source>
   <translation>Anheften</translation>
  </message>
  <message>
   <source>Pinned</source>
   <translation>Angeheftet</translation>
  </message>
  <message>
   <source>Plain text</source>
   <translation>Reiner Text</translation>
  </message>
  <message>
   <source>Prefers words that are about as surprising as expected; 1 is off.</source>
   <translation>Bevorzugt Wörter, die etwa so überraschend sind wie erwartet; 1 ist aus.</translation>
  </message>
  <message>
   <source>Presence penalty</source>
   <translation>Präsenzstrafe</translation>
  </message>
  <message>
   <source>Previous</source>
   <translation>Vorheriger</translation>
  </message>
  <message>
   <source>Previous 7 days</source>
   <translation>Letzte 7 Tage</translation>
  </message>
  <message>
   <source>Previous answer</source>
   <translation>Vorherige Antwort</translation>
  </message>
  <message>
   <source>Print…</source>
   <translation>Drucken…</translation>
  </message>
  <message>
   <source>Privacy</source>
   <translation>Datenschutz</translation>
  </message>
  <message>
   <source>Processed chats</source>
   <translation>Verarbeitete Chats</translation>
  </message>
  <message>
   <source>Processed chats take at most</source>
   <translation>Verarbeitete Chats belegen höchstens</translation>
  </message>
  <message>
   <source>Prompt format</source>
   <translation>Prompt-Format</translation>
  </message>
  <message>
   <source>Prompt format…</source>
   <translation>Prompt-Format…</translation>
  </message>
  <message>
   <source>Prompt templates</source>
   <translation>Vorlagen</translation>
  </message>
  <message>
   <source>Prompt templates…</source>
   <translation>Vorlagen…</translation>
  </message>
  <message>
   <source>Prompts to write again: type / at the beginning of a message to choose one.</source>
   <translation>Prompts, die du wieder brauchst: Tippe / am Anfang einer Nachricht, um eine zu wählen.</translation>
  </message>
  <message>
   <source>Proxy</source>
   <translation>Proxy</translation>
  </message>
  <message>
   <source>Puts its chats and settings in the place of those here, which are kept as a copy.</source>
   <translation>Setzt ihre Chats und Einstellungen an die Stelle der hiesigen, die als Kopie aufbewahrt werden.</translation>
  </message>
  <message>
   <source>Quit Paddock</source>
   <translation>Paddock beenden</translation>
  </message>
  <message>
   <source>Read it</source>
   <translation>Lesen</translation>
  </message>
  <message>
   <source>Read the licence</source>
   <translation>Lizenz lesen</translation>
  </message>
  <message>
   <source>Read: {chats} with {messages}.</source>
   <translation>Gelesen: {chats} mit {messages}.</translation>
  </message>
  <message>
   <source>Reading the chats…</source>
   <translation>Lese die Chats…</translation>
  </message>
  <message>
   <source>Reading the model</source>
   <translation>Lese das Modell</translation>
  </message>
  <message>
   <source>Reading the model…</source>
   <translation>Lese das Modell…</translation>
  </message>
  <message>
   <source>Reading… {percent} %</source>
   <translation>Lese… {percent} %</translation>
  </message>
  <message>
   <source>Reckoned from the size of the file.</source>
   <translation>Nach der Größe der Datei geschätzt.</translation>
  </message>
  <message>
   <source>Recommended</source>
   <translation>Empfohlen</translation>
  </message>
  <message>
   <source>Recommended for this computer</source>
   <translation>Empfohlen für diesen Computer</translation>
  </message>
  <message>
   <source>Recovery key</source>
   <translation>Wiederherstellungsschlüssel</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Remove folder (its chats stay)</source>
   <translation>Ordner entfernen (seine Chats bleiben)</translation>
  </message>
  <message>
   <source>Remove the passphrase</source>
   <translation>Passphrase entfernen</translation>
  </message>
  <message>
   <source>Remove the picture</source>
   <translation>Bild entfernen</translation>
  </message>
  <message>
   <source>Remove the token</source>
   <translation>Token entfernen</translation>
  </message>
  <message>
   <source>Remove this greeting</source>
   <translation>Diese Begrüßung entfernen</translation>
  </message>
  <message>
   <source>Remove {name}</source>
   <translation>{name} entfernen</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>Umbenennen</translation>
  </message>
  <message>
   <source>Rename folder…</source>
   <translation>Ordner umbenennen…</translation>
  </message>
  <message>
   <source>Rename the chat</source>
   <translation>Chat umbenennen</translation>
  </message>
  <message>
   <source>Rename the folder</source>
   <translation>Ordner umbenennen</translation>
  </message>
  <message>
   <source>Rename this chat</source>
   <translation>Diesen Chat umbenennen</translation>
  </message>
  <message>
   <source>Repeat penalty</source>
   <translation>Wiederholungsstrafe</translation>
  </message>
  <message>
   <source>Repetition</source>
   <translation>Wiederholung</translation>
  </message>
  <message>
   <source>Repetition penalties</source>
   <translation>Wiederholungsstrafen</translation>
  </message>
  <message>
   <source>Replace it</source>
   <translation>Ersetzen</translation>
  </message>
  <message>
   <source>Replace…</source>
   <translation>Ersetzen…</translation>
  </message>
  <message>
   <source>Restore</source>
   <translation>Wiederherstellen</translation>
  </message>
  <message>
   <source>Restore a backup</source>
   <translation>Eine Sicherung wiederherstellen</translation>
  </message>
  <message>
   <source>Restore this backup?</source>
   <translation>Diese Sicherung wiederherstellen?</translation>
  </message>
  <message>
   <source>Restore…</source>
   <translation>Wiederherstellen…</translation>
  </message>
  <message>
   <source>Restoring</source>
   <translation>Das Wiederherstellen</translation>
  </message>
  <message>
   <source>Restoring: the backup is checked, what is here is kept as a copy…</source>
   <translation>Stelle wieder her: Die Sicherung wird geprüft, was hier ist, als Kopie aufbewahrt…</translation>
  </message>
  <message>
   <source>Result of {name}</source>
   <translation>Ergebnis von {name}</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>Resume all</source>
   <translation>Alle fortsetzen</translation>
  </message>
  <message>
   <source>Rich text</source>
   <translation>Formatierter Text</translation>
  </message>
  <message>
   <source>Runs on</source>
   <translation>Läuft auf</translation>
  </message>
  <message>
   <source>SHA-256</source>
   <translation>SHA-256</translation>
  </message>
  <message>
   <source>Salvage</source>
   <translation>Retten</translation>
  </message>
  <message>
   <source>Salvage damaged chats</source>
   <translation>Beschädigte Chats retten</translation>
  </message>
  <message>
   <source>Salvage damaged chats?</source>
   <translation>Beschädigte Chats retten?</translation>
  </message>
  <message>
   <source>Salvage…</source>
   <translation>Retten…</translation>
  </message>
  <message>
   <source>Sampling</source>
   <translation>Sampling</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <source>Save as Markdown…</source>
   <translation>Als Markdown speichern…</translation>
  </message>
  <message>
   <source>Save code</source>
   <translation>Code speichern</translation>
  </message>
  <message>
   <source>Saved as {name}.</source>
   <translation>Gespeichert als {name}.</translation>
  </message>
  <message>
   <source>Scale of {name}</source>
   <translation>Stärke von {name}</translation>
  </message>
  <message>
   <source>Schema or grammar</source>
   <translation>Schema oder Grammatik</translation>
  </message>
  <message>
   <source>Search all chats</source>
   <translation>Alle Chats durchsuchen</translation>
  </message>
  <message>
   <source>Search chats</source>
   <translation>Chats durchsuchen</translation>
  </message>
  <message>
   <source>Search for GGUF versions</source>
   <translation>Nach GGUF-Fassungen suchen</translation>
  </message>
  <message>
   <source>Search for a model, an author, a family…</source>
   <translation>Nach einem Modell, einem Autor, einer Familie suchen…</translation>
  </message>
  <message>
   <source>Search personas</source>
   <translation>Personas durchsuchen</translation>
  </message>
  <message>
   <source>Search the settings</source>
   <translation>Einstellungen durchsuchen</translation>
  </message>
  <message>
   <source>Search the titles and messages of all chats</source>
   <translation>Die Titel und Nachrichten aller Chats durchsuchen</translation>
  </message>
  <message>
   <source>Search {host} for models</source>
   <translation>{host} nach Modellen durchsuchen</translation>
  </message>
  <message>
   <source>Searches then show what was read before; downloads end, and can be gone on with later.</source>
   <translation>Suchen zeigen dann, was früher gelesen wurde; Downloads enden und können später fortgesetzt werden.</translation>
  </message>
  <message>
   <source>Searches {host}</source>
   <translation>Durchsucht {host}</translation>
  </message>
  <message>
   <source>Searches' results and model pages for reading offline, and how fast this computer is.</source>
   <translation>Ergebnisse von Suchen und Seiten von Modellen, um sie offline zu lesen, und wie schnell dieser Computer ist.</translation>
  </message>
  <message>
   <source>Searching…</source>
   <translation>Suche…</translation>
  </message>
  <message>
   <source>Seed</source>
   <translation>Seed</translation>
  </message>
  <message>
   <source>Seed and bias</source>
   <translation>Seed und Bias</translation>
  </message>
  <message>
   <source>Seeing and reading</source>
   <translation>Sehen und Lesen</translation>
  </message>
  <message>
   <source>Send</source>
   <translation>Senden</translation>
  </message>
  <message>
   <source>Sentence similarity</source>
   <translation>Satzähnlichkeit</translation>
  </message>
  <message>
   <source>Sequences up to this many tokens may repeat.</source>
   <translation>Folgen von bis zu so vielen Token dürfen sich wiederholen.</translation>
  </message>
  <message>
   <source>Set for all models</source>
   <translation>Für alle Modelle gesetzt</translation>
  </message>
  <message>
   <source>Set for this chat</source>
   <translation>Für diesen Chat gesetzt</translation>
  </message>
  <message>
   <source>Set for this model</source>
   <translation>Für dieses Modell gesetzt</translation>
  </message>
  <message>
   <source>Set it</source>
   <translation>Festlegen</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Settings: about Paddock</source>
   <translation>Einstellungen: über Paddock</translation>
  </message>
  <message>
   <source>Settings: appearance</source>
   <translation>Einstellungen: Aussehen</translation>
  </message>
  <message>
   <source>Settings: backup and restore</source>
   <translation>Einstellungen: sichern und wiederherstellen</translation>
  </message>
  <message>
   <source>Settings: chats</source>
   <translation>Einstellungen: Chats</translation>
  </message>
  <message>
   <source>Settings: connections</source>
   <translation>Einstellungen: Verbindungen</translation>
  </message>
  <message>
   <source>Settings: contrast, motion, direction</source>
   <translation>Einstellungen: Kontrast, Bewegung, Richtung</translation>
  </message>
  <message>
   <source>Settings: downloads</source>
   <translation>Einstellungen: Downloads</translation>
  </message>
  <message>
   <source>Settings: erase everything</source>
   <translation>Einstellungen: alles löschen</translation>
  </message>
  <message>
   <source>Settings: export and import</source>
   <translation>Einstellungen: exportieren und importieren</translation>
  </message>
  <message>
   <source>Settings: folders of models</source>
   <translation>Einstellungen: Ordner mit Modellen</translation>
  </message>
  <message>
   <source>Settings: keyboard</source>
   <translation>Einstellungen: Tastatur</translation>
  </message>
  <message>
   <source>Settings: models</source>
   <translation>Einstellungen: Modelle</translation>
  </message>
  <message>
   <source>Settings: passphrase</source>
   <translation>Einstellungen: Passphrase</translation>
  </message>
  <message>
   <source>Settings: privacy</source>
   <translation>Einstellungen: Datenschutz</translation>
  </message>
  <message>
   <source>Settings: processed chats</source>
   <translation>Einstellungen: verarbeitete Chats</translation>
  </message>
  <message>
   <source>Settings: what is stored where</source>
   <translation>Einstellungen: was wo gespeichert ist</translation>
  </message>
  <message>
   <source>Set…</source>
   <translation>Festlegen…</translation>
  </message>
  <message>
   <source>Show all</source>
   <translation>Alle zeigen</translation>
  </message>
  <message>
   <source>Show details</source>
   <translation>Einzelheiten zeigen</translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation>Im Ordner zeigen</translation>
  </message>
  <message>
   <source>Show it</source>
   <translation>Zeigen</translation>
  </message>
  <message>
   <source>Show or hide the inspector</source>
   <translation>Inspektor ein- oder ausblenden</translation>
  </message>
  <message>
   <source>Show or hide the sidebar</source>
   <translation>Seitenleiste ein- oder ausblenden</translation>
  </message>
  <message>
   <source>Show recovery key</source>
   <translation>Wiederherstellungsschlüssel zeigen</translation>
  </message>
  <message>
   <source>Show the copies</source>
   <translation>Kopien zeigen</translation>
  </message>
  <message>
   <source>Show the details</source>
   <translation>Einzelheiten zeigen</translation>
  </message>
  <message>
   <source>Show the download</source>
   <translation>Download zeigen</translation>
  </message>
  <message>
   <source>Show the file</source>
   <translation>Datei zeigen</translation>
  </message>
  <message>
   <source>Show the folder</source>
   <translation>Ordner zeigen</translation>
  </message>
  <message>
   <source>Show the list…</source>
   <translation>Liste zeigen…</translation>
  </message>
  <message>
   <source>Show the sidebar</source>
   <translation>Seitenleiste einblenden</translation>
  </message>
  <message>
   <source>Show them</source>
   <translation>Diese zeigen</translation>
  </message>
  <message>
   <source>Show {folder}</source>
   <translation>{folder} zeigen</translation>
  </message>
  <message>
   <source>Shows them, or the chat again.</source>
   <translation>Zeigt sie, oder wieder den Chat.</translation>
  </message>
  <message>
   <source>Show…</source>
   <translation>Anzeigen…</translation>
  </message>
  <message>
   <source>Size</source>
   <translation>Größe</translation>
  </message>
  <message>
   <source>Smaller text</source>
   <translation>Kleinerer Text</translation>
  </message>
  <message>
   <source>Some models are given only to those who accepted their licence. Sign in to {host} in your browser, accept it there, and make a token of the kind “Read” in the account's settings. Paddock asks {host} whose token it is, keeps it in the system's keyring, and sends it nowhere else.</source>
   <translation>Manche Modelle bekommen nur die, die ihre Lizenz angenommen haben. Melde dich in deinem Browser bei {host} an, nimm sie dort an und erstelle in den Einstellungen des Kontos ein Token der Art „Read“. Paddock fragt {host}, wem das Token gehört, bewahrt es im Schlüsselbund des Systems auf und sendet es sonst nirgendwohin.</translation>
  </message>
  <message>
   <source>Something went wrong, and it is Paddock's fault</source>
   <translation>Etwas ist schiefgegangen, und Paddock ist schuld</translation>
  </message>
  <message>
   <source>Spelling</source>
   <translation>Rechtschreibung</translation>
  </message>
  <message>
   <source>Stay offline</source>
   <translation>Offline bleiben</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>Stop and say so</source>
   <translation>Anhalten und es sagen</translation>
  </message>
  <message>
   <source>Stop the answer</source>
   <translation>Antwort anhalten</translation>
  </message>
  <message>
   <source>Stopped</source>
   <translation>Angehalten</translation>
  </message>
  <message>
   <source>Stopped at the longest answer that is allowed.</source>
   <translation>Bei der längsten erlaubten Antwort angehalten.</translation>
  </message>
  <message>
   <source>Stopping…</source>
   <translation>Halte an…</translation>
  </message>
  <message>
   <source>Strong.</source>
   <translation>Stark.</translation>
  </message>
  <message>
   <source>Summarise the oldest messages</source>
   <translation>Die ältesten Nachrichten zusammenfassen</translation>
  </message>
  <message>
   <source>Summarise them</source>
   <translation>Zusammenfassen</translation>
  </message>
  <message>
   <source>Summarising the beginning of the chat…</source>
   <translation>Fasse den Anfang des Chats zusammen…</translation>
  </message>
  <message>
   <source>Summary of the beginning</source>
   <translation>Zusammenfassung des Anfangs</translation>
  </message>
  <message>
   <source>System</source>
   <translation>System</translation>
  </message>
  <message>
   <source>System follows your desktop, also while Paddock runs.</source>
   <translation>System folgt deinem Desktop, auch während Paddock läuft.</translation>
  </message>
  <message>
   <source>System prompt</source>
   <translation>Systemprompt</translation>
  </message>
  <message>
   <source>System prompts with a name, and characters.</source>
   <translation>Systemprompts mit Namen, und Charaktere.</translation>
  </message>
  <message>
   <source>System prompt…</source>
   <translation>Systemprompt…</translation>
  </message>
  <message>
   <source>Tags</source>
   <translation>Schlagwörter</translation>
  </message>
  <message>
   <source>Take all that are done off this list</source>
   <translation>Alle fertigen von dieser Liste nehmen</translation>
  </message>
  <message>
   <source>Take away: {filter}</source>
   <translation>Wegnehmen: {filter}</translation>
  </message>
  <message>
   <source>Take off the list</source>
   <translation>Von der Liste nehmen</translation>
  </message>
  <message>
   <source>Take {folder} off the list; its files stay</source>
   <translation>{folder} von der Liste nehmen; die Dateien bleiben</translation>
  </message>
  <message>
   <source>Take {name} off the list?</source>
   <translation>{name} von der Liste nehmen?</translation>
  </message>
  <message>
   <source>Take {name} off this list</source>
   <translation>{name} von dieser Liste nehmen</translation>
  </message>
  <message>
   <source>Take {name} out</source>
   <translation>{name} herausnehmen</translation>
  </message>
  <message>
   <source>Take “{word}” out of your words</source>
   <translation>„{word}“ aus Ihren Wörtern entfernen</translation>
  </message>
  <message>
   <source>Task</source>
   <translation>Aufgabe</translation>
  </message>
  <message>
   <source>Temperature</source>
   <translation>Temperatur</translation>
  </message>
  <message>
   <source>Temperature {value}</source>
   <translation>Temperatur {value}</translation>
  </message>
  <message>
   <source>Temporary</source>
   <translation>Temporär</translation>
  </message>
  <message>
   <source>Temporary chat: on or off</source>
   <translation>Temporärer Chat: an oder aus</translation>
  </message>
  <message>
   <source>Temporary: nothing of this chat is kept</source>
   <translation>Temporär: Von diesem Chat wird nichts aufbewahrt</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>Text</translation>
  </message>
  <message>
   <source>Text at 100 %</source>
   <translation>Text auf 100 %</translation>
  </message>
  <message>
   <source>Text size</source>
   <translation>Textgröße</translation>
  </message>
  <message>
   <source>The answer begins with:</source>
   <translation>Die Antwort beginnt mit:</translation>
  </message>
  <message>
   <source>The answer could not be written.</source>
   <translation>Die Antwort konnte nicht geschrieben werden.</translation>
  </message>
  <message>
   <source>The answer failed: {error}</source>
   <translation>Die Antwort ist fehlgeschlagen: {error}</translation>
  </message>
  <message>
   <source>The backup</source>
   <translation>Die Sicherung</translation>
  </message>
  <message>
   <source>The backup is restored</source>
   <translation>Die Sicherung ist wiederhergestellt</translation>
  </message>
  <message>
   <source>The backup is written</source>
   <translation>Die Sicherung ist geschrieben</translation>
  </message>
  <message>
   <source>The chat template in the file of {name} does not work.</source>
   <translation>Die Chatvorlage in der Datei von {name} funktioniert nicht.</translation>
  </message>
  <message>
   <source>The chat that has the focus in the list, or the open one.</source>
   <translation>Den Chat, der in der Liste den Fokus hat, oder den offenen.</translation>
  </message>
  <message>
   <source>The chat that has the focus in the list; it goes to the trash.</source>
   <translation>Den Chat, der in der Liste den Fokus hat; er kommt in den Papierkorb.</translation>
  </message>
  <message>
   <source>The context cannot be smaller.</source>
   <translation>Der Kontext kann nicht kleiner sein.</translation>
  </message>
  <message>
   <source>The context is full. Start a new chat, or choose in the inspector a larger context or what to leave out.</source>
   <translation>Der Kontext ist voll. Beginne einen neuen Chat, oder wähle im Inspektor einen größeren Kontext oder was wegbleiben soll.</translation>
  </message>
  <message>
   <source>The copy is back</source>
   <translation>Die Kopie ist zurück</translation>
  </message>
  <message>
   <source>The damaged file is kept as {name}.</source>
   <translation>Die beschädigte Datei ist als {name} aufbewahrt.</translation>
  </message>
  <message>
   <source>The downloaded models, too</source>
   <translation>Auch die heruntergeladenen Modelle</translation>
  </message>
  <message>
   <source>The downloaded models, too ({size})</source>
   <translation>Auch die heruntergeladenen Modelle ({size})</translation>
  </message>
  <message>
   <source>The engine's process, which opens model files from strangers</source>
   <translation>Der Prozess der Engine, der Modelldateien von Fremden öffnet</translation>
  </message>
  <message>
   <source>The export</source>
   <translation>Der Export</translation>
  </message>
  <message>
   <source>The file cannot be read.</source>
   <translation>Die Datei kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>The file could not be saved.</source>
   <translation>Die Datei konnte nicht gespeichert werden.</translation>
  </message>
  <message>
   <source>The file is not what it was: it is damaged or was changed. Delete it and download it again.</source>
   <translation>Die Datei ist nicht, was sie war: Sie ist beschädigt oder wurde geändert. Lösche sie und lade sie erneut herunter.</translation>
  </message>
  <message>
   <source>The file is what the Hub promised.</source>
   <translation>Die Datei ist, was der Hub versprochen hat.</translation>
  </message>
  <message>
   <source>The file stays where it is, and so do chats with it.</source>
   <translation>Die Datei bleibt, wo sie ist, und Chats damit bleiben auch.</translation>
  </message>
  <message>
   <source>The file with your settings could not be read: they are as at the beginning.</source>
   <translation>Die Datei mit deinen Einstellungen ließ sich nicht lesen: Sie sind wie am Anfang.</translation>
  </message>
  <message>
   <source>The first message is left out.</source>
   <translation>Die erste Nachricht ist weggelassen.</translation>
  </message>
  <message>
   <source>The first {count} messages are left out.</source>
   <translation>Die ersten {count} Nachrichten sind weggelassen.</translation>
  </message>
  <message>
   <source>The guide always gives its likeliest answer.</source>
   <translation>Der Guide gibt immer seine wahrscheinlichste Antwort.</translation>
  </message>
  <message>
   <source>The guide gets only the last questions, the beginning of each, and no system prompt.</source>
   <translation>Der Guide bekommt nur die letzten Fragen, von jeder den Anfang, und keinen Systemprompt.</translation>
  </message>
  <message>
   <source>The guide is given no system prompt.</source>
   <translation>Der Guide bekommt keinen Systemprompt.</translation>
  </message>
  <message>
   <source>The guide is small; there is nothing to set.</source>
   <translation>Der Guide ist klein; hier gibt es nichts einzustellen.</translation>
  </message>
  <message>
   <source>The guide: answers questions about Paddock</source>
   <translation>Der Guide: beantwortet Fragen zu Paddock</translation>
  </message>
  <message>
   <source>The import</source>
   <translation>Der Import</translation>
  </message>
  <message>
   <source>The key lies in the system's keyring again.</source>
   <translation>Der Schlüssel liegt wieder im Schlüsselbund des Systems.</translation>
  </message>
  <message>
   <source>The keys of your chats, and the token for the Hub</source>
   <translation>Die Schlüssel deiner Chats und das Token für den Hub</translation>
  </message>
  <message>
   <source>The key’s name in the keyring, or the key, behind your passphrase or only for you to read.</source>
   <translation>Der Name des Schlüssels im Schlüsselbund, oder der Schlüssel, hinter deiner Passphrase oder nur für dich lesbar.</translation>
  </message>
  <message>
   <source>The last one: {path}</source>
   <translation>Die letzte: {path}</translation>
  </message>
  <message>
   <source>The last: {when}, {name} in {folder}.</source>
   <translation>Die letzte: {when}, {name} in {folder}.</translation>
  </message>
  <message>
   <source>The likeliest words that make up this share of probability; 1 is off.</source>
   <translation>Die wahrscheinlichsten Wörter, die zusammen diesen Anteil der Wahrscheinlichkeit haben; 1 ist aus.</translation>
  </message>
  <message>
   <source>The list of chats.</source>
   <translation>Die Liste der Chats.</translation>
  </message>
  <message>
   <source>The menu of the message or chat that has the focus.</source>
   <translation>Das Menü der Nachricht oder des Chats, die oder der den Fokus hat.</translation>
  </message>
  <message>
   <source>The model does not see what is above this line</source>
   <translation>Was über dieser Linie steht, sieht das Modell nicht</translation>
  </message>
  <message>
   <source>The model lies in {count} files, which belong together.</source>
   <translation>Das Modell liegt in {count} Dateien, die zusammengehören.</translation>
  </message>
  <message>
   <source>The model no longer sees them; you do. The system prompt always stays.</source>
   <translation>Das Modell sieht sie nicht mehr, du schon. Der Systemprompt bleibt immer.</translation>
  </message>
  <message>
   <source>The model sees a summary of what is above this line</source>
   <translation>Von dem, was über dieser Linie steht, sieht das Modell eine Zusammenfassung</translation>
  </message>
  <message>
   <source>The model sees the whole chat.</source>
   <translation>Das Modell sieht den ganzen Chat.</translation>
  </message>
  <message>
   <source>The model that answers titles a new chat, when nobody waits for it; else its first words do.</source>
   <translation>Das Modell, das antwortet, gibt einem neuen Chat seinen Titel, wenn niemand darauf wartet; sonst tun es die ersten Wörter.</translation>
  </message>
  <message>
   <source>The model writes a summary and goes on with it. What was said stays in the chat.</source>
   <translation>Das Modell schreibt eine Zusammenfassung und macht damit weiter. Was gesagt wurde, bleibt im Chat.</translation>
  </message>
  <message>
   <source>The model wrote it and reads it in place of the oldest messages, which stay in the chat.</source>
   <translation>Das Modell hat sie geschrieben und liest sie statt der ältesten Nachrichten, die im Chat bleiben.</translation>
  </message>
  <message>
   <source>The model's page</source>
   <translation>Die Seite des Modells</translation>
  </message>
  <message>
   <source>The more often a word was said, the less likely it becomes; 0 is off.</source>
   <translation>Je öfter ein Wort vorkam, desto unwahrscheinlicher wird es; 0 ist aus.</translation>
  </message>
  <message>
   <source>The name it came with</source>
   <translation>Der Name, mit dem es kam</translation>
  </message>
  <message>
   <source>The page is not Paddock's. Your browser connects to it.</source>
   <translation>Die Seite gehört nicht zu Paddock. Dein Browser verbindet sich mit ihr.</translation>
  </message>
  <message>
   <source>The persona stays as it was.</source>
   <translation>Die Persona bleibt, wie sie war.</translation>
  </message>
  <message>
   <source>The probability that adaptive-p aims at; tick it in the order below.</source>
   <translation>Die Wahrscheinlichkeit, auf die Adaptive-p zielt; schalte es unten in der Reihenfolge ein.</translation>
  </message>
  <message>
   <source>The processor</source>
   <translation>Der Prozessor</translation>
  </message>
  <message>
   <source>The prompt of a short sample, since nothing has been asked in this chat yet.</source>
   <translation>Der Prompt eines kurzen Beispiels, da in diesem Chat noch nichts gefragt wurde.</translation>
  </message>
  <message>
   <source>The same again</source>
   <translation>Noch einmal dieselbe</translation>
  </message>
  <message>
   <source>The same file as {names}</source>
   <translation>Dieselbe Datei wie {names}</translation>
  </message>
  <message>
   <source>The same seed and settings give the same answer.</source>
   <translation>Gleicher Seed und gleiche Einstellungen geben die gleiche Antwort.</translation>
  </message>
  <message>
   <source>The surprise that Mirostat aims at.</source>
   <translation>Die Überraschung, auf die Mirostat zielt.</translation>
  </message>
  <message>
   <source>The tag</source>
   <translation>Das Schlagwort</translation>
  </message>
  <message>
   <source>The two differ.</source>
   <translation>Die beiden sind verschieden.</translation>
  </message>
  <message>
   <source>The usual model</source>
   <translation>Das übliche Modell</translation>
  </message>
  <message>
   <source>Theme</source>
   <translation>Farben</translation>
  </message>
  <message>
   <source>Theme: as the system</source>
   <translation>Farben: wie das System</translation>
  </message>
  <message>
   <source>Theme: dark</source>
   <translation>Farben: dunkel</translation>
  </message>
  <message>
   <source>Theme: light</source>
   <translation>Farben: hell</translation>
  </message>
  <message>
   <source>There are no GGUF files here</source>
   <translation>Hier gibt es keine GGUF-Dateien</translation>
  </message>
  <message>
   <source>There are {n}, the last: {last}.</source>
   <translation>Es gibt {n}, die letzte: {last}.</translation>
  </message>
  <message>
   <source>There is more than can be shown here.</source>
   <translation>Es ist mehr, als hier gezeigt werden kann.</translation>
  </message>
  <message>
   <source>There is no answer any more, unless you choose otherwise.</source>
   <translation>Es kommt keine Antwort mehr, es sei denn, du wählst etwas anderes.</translation>
  </message>
  <message>
   <source>There is no type left that would make it smaller.</source>
   <translation>Es gibt keinen Typ mehr, der es kleiner machen würde.</translation>
  </message>
  <message>
   <source>There is none yet.</source>
   <translation>Es gibt noch keine.</translation>
  </message>
  <message>
   <source>There is nothing here.</source>
   <translation>Hier ist nichts.</translation>
  </message>
  <message>
   <source>There is one, {place}.</source>
   <translation>Es gibt eins, {place}.</translation>
  </message>
  <message>
   <source>There is one: {last}.</source>
   <translation>Es gibt eine: {last}.</translation>
  </message>
  <message>
   <source>These chats are out of the list. They are found by a search all the same.</source>
   <translation>Diese Chats stehen nicht in der Liste. Die Suche findet sie trotzdem.</translation>
  </message>
  <message>
   <source>These settings had values that are not possible, and are as at the beginning: {names}.</source>
   <translation>Diese Einstellungen hatten unmögliche Werte und sind wie am Anfang: {names}.</translation>
  </message>
  <message>
   <source>They aim at an even surprise, in place of the choice of words above.</source>
   <translation>Sie zielen auf gleichmäßige Überraschung, anstelle der Wortwahl darüber.</translation>
  </message>
  <message>
   <source>They are used where they lie. Nothing is copied, and Paddock never deletes them.</source>
   <translation>Sie werden verwendet, wo sie liegen. Nichts wird kopiert, und Paddock löscht sie nie.</translation>
  </message>
  <message>
   <source>Thinking…</source>
   <translation>Denke nach…</translation>
  </message>
  <message>
   <source>This chat</source>
   <translation>Dieser Chat</translation>
  </message>
  <message>
   <source>This chat does not fit into the context: {used} of {whole} tokens.</source>
   <translation>Dieser Chat passt nicht in den Kontext: {used} von {whole} Token.</translation>
  </message>
  <message>
   <source>This chat nearly fills the context: {used} of {whole} tokens.</source>
   <translation>Dieser Chat füllt den Kontext fast aus: {used} von {whole} Token.</translation>
  </message>
  <message>
   <source>This computer has no dictionary of the window’s language; choose one that it has.</source>
   <translation>Dieser Computer hat kein Wörterbuch für die Sprache des Fensters; wählen Sie eines, das er hat.</translation>
  </message>
  <message>
   <source>This dialog.</source>
   <translation>Dieser Dialog.</translation>
  </message>
  <message>
   <source>This does not fit. Shorten the message or the system prompt, or give more context.</source>
   <translation>Das passt nicht. Kürze die Nachricht oder den Systemprompt, oder gib mehr Kontext.</translation>
  </message>
  <message>
   <source>This message is too long to be shown as a whole. Copy takes all of it.</source>
   <translation>Diese Nachricht ist zu lang, um ganz gezeigt zu werden. Kopieren nimmt alles davon.</translation>
  </message>
  <message>
   <source>Thought for a moment</source>
   <translation>Einen Moment nachgedacht</translation>
  </message>
  <message>
   <source>Thought for {minutes} min {seconds} s</source>
   <translation>{minutes} min {seconds} s nachgedacht</translation>
  </message>
  <message>
   <source>Thought for {seconds} s</source>
   <translation>{seconds} s nachgedacht</translation>
  </message>
  <message>
   <source>Threads</source>
   <translation>Threads</translation>
  </message>
  <message>
   <source>Threads and batch</source>
   <translation>Threads und Batch</translation>
  </message>
  <message>
   <source>Tight on this computer</source>
   <translation>Wird knapp auf diesem Computer</translation>
  </message>
  <message>
   <source>Title of the chat</source>
   <translation>Titel des Chats</translation>
  </message>
  <message>
   <source>Titles by the model</source>
   <translation>Titel vom Modell</translation>
  </message>
  <message>
   <source>To</source>
   <translation>Mit</translation>
  </message>
  <message>
   <source>To the end</source>
   <translation>Zum Ende</translation>
  </message>
  <message>
   <source>To the end of this chat</source>
   <translation>Zum Ende dieses Chats</translation>
  </message>
  <message>
   <source>To the next message</source>
   <translation>Zur nächsten Nachricht</translation>
  </message>
  <message>
   <source>To the next part of the window</source>
   <translation>Zum nächsten Teil des Fensters</translation>
  </message>
  <message>
   <source>To the part before</source>
   <translation>Zum vorigen Teil</translation>
  </message>
  <message>
   <source>To the previous message</source>
   <translation>Zur vorherigen Nachricht</translation>
  </message>
  <message>
   <source>Today</source>
   <translation>Heute</translation>
  </message>
  <message>
   <source>Token</source>
   <translation>Token</translation>
  </message>
  <message>
   <source>Token for {host}</source>
   <translation>Token für {host}</translation>
  </message>
  <message>
   <source>Tokens</source>
   <translation>Token</translation>
  </message>
  <message>
   <source>Too short: {count} characters or more.</source>
   <translation>Zu kurz: {count} Zeichen oder mehr.</translation>
  </message>
  <message>
   <source>Tool</source>
   <translation>Werkzeug</translation>
  </message>
  <message>
   <source>Top-k</source>
   <translation>Top-k</translation>
  </message>
  <message>
   <source>Top-n-sigma</source>
   <translation>Top-n-Sigma</translation>
  </message>
  <message>
   <source>Top-p</source>
   <translation>Top-p</translation>
  </message>
  <message>
   <source>Trained context</source>
   <translation>Trainierter Kontext</translation>
  </message>
  <message>
   <source>Trained with</source>
   <translation>Trainiert mit</translation>
  </message>
  <message>
   <source>Transcript</source>
   <translation>Verlauf</translation>
  </message>
  <message>
   <source>Translation</source>
   <translation>Übersetzung</translation>
  </message>
  <message>
   <source>Trash</source>
   <translation>Papierkorb</translation>
  </message>
  <message>
   <source>Trash…</source>
   <translation>Papierkorb…</translation>
  </message>
  <message>
   <source>Trending</source>
   <translation>Im Trend</translation>
  </message>
  <message>
   <source>Tries in idle seconds, once for each model, how many threads work best on this computer.</source>
   <translation>Probiert in ruhigen Sekunden, einmal für jedes Modell, wie viele Threads auf diesem Computer am besten sind.</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
  <message>
   <source>Try again without it</source>
   <translation>Noch einmal ohne ihn</translation>
  </message>
  <message>
   <source>Try with a smaller context</source>
   <translation>Mit kleinerem Kontext versuchen</translation>
  </message>
  <message>
   <source>Type / at the beginning of a message to choose one. {{date}} and {{clipboard}} are filled in; every other name in double braces is asked for.</source>
   <translation>Tippe / am Anfang einer Nachricht, um eine zu wählen. {{date}} und {{clipboard}} werden ausgefüllt; nach jedem anderen Namen in doppelten Klammern wirst du gefragt.</translation>
  </message>
  <message>
   <source>Type a command, or the name of a chat or model</source>
   <translation>Tippe einen Befehl oder den Namen eines Chats oder Modells</translation>
  </message>
  <message>
   <source>Type “{word}” to go on</source>
   <translation>Tippe „{word}“, um fortzufahren</translation>
  </message>
  <message>
   <source>Typical-p</source>
   <translation>Typical-p</translation>
  </message>
  <message>
   <source>Under Models.</source>
   <translation>Unter Modelle.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Unlikely words are left out before one is drawn.</source>
   <translation>Unwahrscheinliche Wörter scheiden aus, bevor eines gezogen wird.</translation>
  </message>
  <message>
   <source>Unload idle models</source>
   <translation>Ruhende Modelle entladen</translation>
  </message>
  <message>
   <source>Unload {name}</source>
   <translation>{name} entladen</translation>
  </message>
  <message>
   <source>Unload {name} ({memory})</source>
   <translation>{name} entladen ({memory})</translation>
  </message>
  <message>
   <source>Unpin</source>
   <translation>Lösen</translation>
  </message>
  <message>
   <source>Up to 2B</source>
   <translation>Bis 2B</translation>
  </message>
  <message>
   <source>Use</source>
   <translation>Verwenden</translation>
  </message>
  <message>
   <source>Use it</source>
   <translation>Verwenden</translation>
  </message>
  <message>
   <source>Use the processor</source>
   <translation>Prozessor verwenden</translation>
  </message>
  <message>
   <source>Use the recovery key…</source>
   <translation>Wiederherstellungsschlüssel verwenden…</translation>
  </message>
  <message>
   <source>Use them</source>
   <translation>Verwenden</translation>
  </message>
  <message>
   <source>Use where it lies</source>
   <translation>Am Ort verwenden</translation>
  </message>
  <message>
   <source>Use {count} models</source>
   <translation>{count} Modelle verwenden</translation>
  </message>
  <message>
   <source>Use {count} models?</source>
   <translation>{count} Modelle verwenden?</translation>
  </message>
  <message>
   <source>Use {name}?</source>
   <translation>{name} verwenden?</translation>
  </message>
  <message>
   <source>Used in this order</source>
   <translation>In dieser Reihenfolge angewandt</translation>
  </message>
  <message>
   <source>Used now</source>
   <translation>Jetzt belegt</translation>
  </message>
  <message>
   <source>Used where it lies, nothing is copied, and it stays yours: Paddock never deletes it. Copied or moved, it lies in Paddock's own folder with the models.</source>
   <translation>Verwendet, wo es liegt: Nichts wird kopiert, und es bleibt deins; Paddock löscht es nie. Kopiert oder verschoben liegt es in Paddocks eigenem Ordner bei den Modellen.</translation>
  </message>
  <message>
   <source>Used where {program} keeps it; Paddock never deletes it.</source>
   <translation>Verwendet, wo {program} es aufbewahrt; Paddock löscht es nie.</translation>
  </message>
  <message>
   <source>Version</source>
   <translation>Version</translation>
  </message>
  <message>
   <source>Versions of {model}</source>
   <translation>Fassungen von {model}</translation>
  </message>
  <message>
   <source>Wait a moment, or end that process and start again.</source>
   <translation>Warte einen Moment, oder beende den Prozess und starte neu.</translation>
  </message>
  <message>
   <source>Wait for it, or stop it; then try again.</source>
   <translation>Warte auf sie, oder halte sie an; dann versuch es noch einmal.</translation>
  </message>
  <message>
   <source>Waits for its turn</source>
   <translation>Wartet, bis er an der Reihe ist</translation>
  </message>
  <message>
   <source>Waits for the answer’s end: {text}</source>
   <translation>Wartet auf das Ende der Antwort: {text}</translation>
  </message>
  <message>
   <source>Watched; its files are used in place</source>
   <translation>Beobachtet; seine Dateien werden am Ort verwendet</translation>
  </message>
  <message>
   <source>Weak: it could be guessed. Four words that do not belong together are good.</source>
   <translation>Schwach: Sie ließe sich erraten. Vier Wörter, die nicht zusammengehören, sind gut.</translation>
  </message>
  <message>
   <source>Web page: what is shown, set as here (*.html)</source>
   <translation>Webseite: was zu sehen ist, gesetzt wie hier (*.html)</translation>
  </message>
  <message>
   <source>Web pages: what is shown, set as here</source>
   <translation>Webseiten: was gezeigt wird, gesetzt wie hier</translation>
  </message>
  <message>
   <source>Weights reordered</source>
   <translation>Gewichte umgeordnet</translation>
  </message>
  <message>
   <source>Welcome to Paddock</source>
   <translation>Willkommen bei Paddock</translation>
  </message>
  <message>
   <source>What an answer may look like, and where it ends.</source>
   <translation>Wie eine Antwort aussehen darf und wo sie endet.</translation>
  </message>
  <message>
   <source>What can be done with it</source>
   <translation>Was sich damit tun lässt</translation>
  </message>
  <message>
   <source>What could be read is here</source>
   <translation>Was lesbar war, ist hier</translation>
  </message>
  <message>
   <source>What does not fit into the context is left out, the oldest messages first.</source>
   <translation>Was nicht in den Kontext passt, bleibt weg, die ältesten Nachrichten zuerst.</translation>
  </message>
  <message>
   <source>What else lies in these folders: the lock that keeps a second Paddock out, and what others put there.</source>
   <translation>Was sonst in diesen Ordnern liegt: die Sperre, die ein zweites Paddock draußen hält, und was andere dort ablegten.</translation>
  </message>
  <message>
   <source>What fits</source>
   <translation>Was passt</translation>
  </message>
  <message>
   <source>What goes for good, from this computer and its keyring:</source>
   <translation>Was endgültig geht, von diesem Computer und aus seinem Schlüsselbund:</translation>
  </message>
  <message>
   <source>What is Paddock?</source>
   <translation>Was ist Paddock?</translation>
  </message>
  <message>
   <source>What is changed here goes before the model's settings.</source>
   <translation>Was hier geändert wird, geht den Einstellungen des Modells vor.</translation>
  </message>
  <message>
   <source>What is here of it, {size}, is deleted. Paused, it could go on from there.</source>
   <translation>Was davon hier ist, {size}, wird gelöscht. Mit Pause könnte es von da weitergehen.</translation>
  </message>
  <message>
   <source>What is known of models</source>
   <translation>Was über Modelle bekannt ist</translation>
  </message>
  <message>
   <source>What is on your mind?</source>
   <translation>Was hast du auf dem Herzen?</translation>
  </message>
  <message>
   <source>What is stored where</source>
   <translation>Was wo gespeichert ist</translation>
  </message>
  <message>
   <source>What is there stays.</source>
   <translation>Was da ist, bleibt.</translation>
  </message>
  <message>
   <source>What it says first; empty lets you begin.</source>
   <translation>Was sie zuerst sagt; leer beginnst du.</translation>
  </message>
  <message>
   <source>What its authors say</source>
   <translation>Was die Autoren sagen</translation>
  </message>
  <message>
   <source>What models have computed of chats, from which the text can be told.</source>
   <translation>Was Modelle aus Chats berechnet haben, woraus sich der Text erkennen lässt.</translation>
  </message>
  <message>
   <source>What the engine does, and a chat's own settings.</source>
   <translation>Was die Engine tut, und eigene Einstellungen eines Chats.</translation>
  </message>
  <message>
   <source>What the model is given</source>
   <translation>Was das Modell bekommt</translation>
  </message>
  <message>
   <source>What the model is told</source>
   <translation>Was das Modell erfährt</translation>
  </message>
  <message>
   <source>What the model is told before this chat begins: a role, a tone, facts it should know.</source>
   <translation>Was das Modell erfährt, bevor dieser Chat beginnt: eine Rolle, einen Ton, Fakten, die es kennen soll.</translation>
  </message>
  <message>
   <source>What this model would be given for this chat, up to its last question.</source>
   <translation>Was dieses Modell für diesen Chat bekäme, bis zur letzten Frage darin.</translation>
  </message>
  <message>
   <source>What was here before is kept as the copy of {when}.</source>
   <translation>Was vorher hier war, ist als Kopie vom {when} aufbewahrt.</translation>
  </message>
  <message>
   <source>What was not used for the longest time goes first. Automatic is 4 GB or 5 % of the disk.</source>
   <translation>Was am längsten nicht gebraucht wurde, geht zuerst. Automatisch sind 4 GB oder 5 % der Platte.</translation>
  </message>
  <message>
   <source>What was typed and answered is stored.</source>
   <translation>Was getippt und geantwortet wurde, ist gespeichert.</translation>
  </message>
  <message>
   <source>What was under way when Paddock ended. Else it waits, paused, until you press Resume.</source>
   <translation>Was lief, als Paddock endete. Sonst wartet es, bis du Fortsetzen drückst.</translation>
  </message>
  <message>
   <source>What went wrong, for developers; no text of a chat.</source>
   <translation>Was schiefging, für Entwickler; kein Text eines Chats.</translation>
  </message>
  <message>
   <source>What would help</source>
   <translation>Was helfen würde</translation>
  </message>
  <message>
   <source>What you chose here, with paths and prompt templates; no text of a chat.</source>
   <translation>Was du hier gewählt hast, mit Pfaden und Promptvorlagen; kein Text eines Chats.</translation>
  </message>
  <message>
   <source>Whatever was said becomes less likely; 0 is off.</source>
   <translation>Was auch immer vorkam, wird unwahrscheinlicher; 0 ist aus.</translation>
  </message>
  <message>
   <source>When</source>
   <translation>Wann</translation>
  </message>
  <message>
   <source>When Paddock connected to whom, and why.</source>
   <translation>Wann sich Paddock mit wem verbunden hat, und warum.</translation>
  </message>
  <message>
   <source>When Paddock connects</source>
   <translation>Wann Paddock sich verbindet</translation>
  </message>
  <message>
   <source>When a new chat grows beyond the context. The inspector changes it for each chat.</source>
   <translation>Wenn ein neuer Chat über den Kontext hinauswächst. Der Inspektor ändert es für jeden Chat.</translation>
  </message>
  <message>
   <source>When it is full there is no answer any more, unless you choose otherwise.</source>
   <translation>Wenn er voll ist, kommt keine Antwort mehr, es sei denn, du wählst etwas anderes.</translation>
  </message>
  <message>
   <source>When the context is full</source>
   <translation>Wenn der Kontext voll ist</translation>
  </message>
  <message>
   <source>When, to whom, and why: noted before it is made.</source>
   <translation>Wann, mit wem und warum: vermerkt, bevor sie entsteht.</translation>
  </message>
  <message>
   <source>Where a passphrase is set.</source>
   <translation>Wo eine Passphrase festgelegt ist.</translation>
  </message>
  <message>
   <source>Where from</source>
   <translation>Herkunft</translation>
  </message>
  <message>
   <source>Where lines begin in the window, from the next start on. A message follows its own script.</source>
   <translation>Wo Zeilen im Fenster beginnen, ab dem nächsten Start. Eine Nachricht folgt ihrer eigenen Schrift.</translation>
  </message>
  <message>
   <source>Where models are looked for</source>
   <translation>Wo nach Modellen gesucht wird</translation>
  </message>
  <message>
   <source>Where models came from, their hashes and your names for them.</source>
   <translation>Woher Modelle kamen, ihre Prüfsummen und deine Namen für sie.</translation>
  </message>
  <message>
   <source>Where the model is computed.</source>
   <translation>Wo das Modell berechnet wird.</translation>
  </message>
  <message>
   <source>Where to</source>
   <translation>Wohin</translation>
  </message>
  <message>
   <source>Which model fits my computer?</source>
   <translation>Welches Modell passt auf meinen Computer?</translation>
  </message>
  <message>
   <source>While something is looked for in the chat.</source>
   <translation>Während im Chat etwas gesucht wird.</translation>
  </message>
  <message>
   <source>Who it is, for you; the model is not told</source>
   <translation>Wer es ist, für dich; das Modell erfährt es nicht</translation>
  </message>
  <message>
   <source>Who plays in this chat?</source>
   <translation>Wer spielt in diesem Chat?</translation>
  </message>
  <message>
   <source>Why</source>
   <translation>Warum</translation>
  </message>
  <message>
   <source>Why is this slow?</source>
   <translation>Warum ist das langsam?</translation>
  </message>
  <message>
   <source>Window</source>
   <translation>Fenster</translation>
  </message>
  <message>
   <source>With High, text is as strong as it can be, and everything has an edge.</source>
   <translation>Mit Hoch ist Text so kräftig, wie er sein kann, und alles hat einen Rand.</translation>
  </message>
  <message>
   <source>Words in a message that the computer’s dictionary does not have are underlined; their menu mends them.</source>
   <translation>Wörter einer Nachricht, die das Wörterbuch des Computers nicht kennt, werden unterstrichen; ihr Menü verbessert sie.</translation>
  </message>
  <message>
   <source>Words that are right although no dictionary has them.</source>
   <translation>Wörter, die richtig sind, obwohl sie in keinem Wörterbuch stehen.</translation>
  </message>
  <message>
   <source>Wrap long lines</source>
   <translation>Lange Zeilen umbrechen</translation>
  </message>
  <message>
   <source>Write a message</source>
   <translation>Nachricht schreiben</translation>
  </message>
  <message>
   <source>Write it down or print it, and keep it away from this computer. Whoever has it and your files can read your chats. Without it, chats cannot be recovered if the key is lost.</source>
   <translation>Schreib ihn auf oder druck ihn aus, und bewahre ihn getrennt von diesem Computer auf. Wer ihn und deine Dateien hat, kann deine Chats lesen. Ohne ihn sind die Chats nicht zu retten, wenn der Schlüssel verloren geht.</translation>
  </message>
  <message>
   <source>Write on: it is sent afterwards</source>
   <translation>Schreib weiter: es wird danach gesendet</translation>
  </message>
  <message>
   <source>Writing</source>
   <translation>Schreiben</translation>
  </message>
  <message>
   <source>Writing and chatting</source>
   <translation>Schreiben und chatten</translation>
  </message>
  <message>
   <source>Writing the PDF…</source>
   <translation>Schreibe das PDF…</translation>
  </message>
  <message>
   <source>Writing the backup and reading it back…</source>
   <translation>Schreibe die Sicherung und lese sie zurück…</translation>
  </message>
  <message>
   <source>Writing the chats…</source>
   <translation>Schreibe die Chats…</translation>
  </message>
  <message>
   <source>Written on {when} by Paddock {version}: {chats} with {messages}, and the settings.</source>
   <translation>Geschrieben am {when} von Paddock {version}: {chats} mit {messages}, und die Einstellungen.</translation>
  </message>
  <message>
   <source>XTC</source>
   <translation>XTC</translation>
  </message>
  <message>
   <source>XTC probability</source>
   <translation>XTC-Wahrscheinlichkeit</translation>
  </message>
  <message>
   <source>XTC threshold</source>
   <translation>XTC-Schwelle</translation>
  </message>
  <message>
   <source>Yesterday</source>
   <translation>Gestern</translation>
  </message>
  <message>
   <source>You</source>
   <translation>Du</translation>
  </message>
  <message>
   <source>You answer briefly and in plain words.</source>
   <translation>Du antwortest kurz und in einfachen Worten.</translation>
  </message>
  <message>
   <source>You are a patient teacher. You ask one question at a time.</source>
   <translation>Du bist ein geduldiger Lehrer. Du stellst immer nur eine Frage.</translation>
  </message>
  <message>
   <source>You edit the answer; Enter keeps it beside the old one</source>
   <translation>Du bearbeitest die Antwort; Enter behält sie neben der alten</translation>
  </message>
  <message>
   <source>You edit your message; Enter asks anew</source>
   <translation>Du bearbeitest deine Nachricht; Enter fragt neu</translation>
  </message>
  <message>
   <source>Your chats are encrypted on this computer</source>
   <translation>Deine Chats sind auf diesem Computer verschlüsselt</translation>
  </message>
  <message>
   <source>Your chats are encrypted, but their key lies in a file.</source>
   <translation>Deine Chats sind verschlüsselt, aber ihr Schlüssel liegt in einer Datei.</translation>
  </message>
  <message>
   <source>Your chats are locked</source>
   <translation>Deine Chats sind gesperrt</translation>
  </message>
  <message>
   <source>Your chats are not affected. The file as it was is kept as {name}.</source>
   <translation>Deine Chats sind nicht betroffen. Die Datei, wie sie war, ist als {name} aufbewahrt.</translation>
  </message>
  <message>
   <source>Your chats are not affected. The file could not be renamed, and is replaced with the next change.</source>
   <translation>Deine Chats sind nicht betroffen. Die Datei ließ sich nicht umbenennen und wird bei der nächsten Änderung ersetzt.</translation>
  </message>
  <message>
   <source>Your chats are not open.</source>
   <translation>Deine Chats sind nicht offen.</translation>
  </message>
  <message>
   <source>Your chats are not open. Open them, then save.</source>
   <translation>Deine Chats sind nicht offen. Öffne sie, dann speichere.</translation>
  </message>
  <message>
   <source>Your chats are stored and not affected. If it happens again, please send the details to the project; there is nothing of your chats in them.</source>
   <translation>Deine Chats sind gespeichert und nicht betroffen. Wenn es wieder vorkommt, schick bitte die Einzelheiten an das Projekt; von deinen Chats steht nichts darin.</translation>
  </message>
  <message>
   <source>Your chats cannot be opened</source>
   <translation>Deine Chats lassen sich nicht öffnen</translation>
  </message>
  <message>
   <source>Your chats will be listed here.</source>
   <translation>Hier stehen deine Chats.</translation>
  </message>
  <message>
   <source>Your file</source>
   <translation>Deine Datei</translation>
  </message>
  <message>
   <source>Your present chats are first kept as a copy, then replaced. “Copies that Paddock keeps” has them then.</source>
   <translation>Deine jetzigen Chats werden zuerst als Kopie aufbewahrt, dann ersetzt. Unter „Kopien, die Paddock aufbewahrt“ findest du sie dann.</translation>
  </message>
  <message>
   <source>Your present settings are replaced, too; the file with them is kept.</source>
   <translation>Auch deine jetzigen Einstellungen werden ersetzt; die Datei mit ihnen wird aufbewahrt.</translation>
  </message>
  <message>
   <source>Your recovery key</source>
   <translation>Dein Wiederherstellungsschlüssel</translation>
  </message>
  <message>
   <source>Your words</source>
   <translation>Ihre Wörter</translation>
  </message>
  <message>
   <source>a moment ago</source>
   <translation>gerade eben</translation>
  </message>
  <message>
   <source>a tool</source>
   <translation>ein Werkzeug</translation>
  </message>
  <message>
   <source>about {n} word a second</source>
   <translation>etwa {n} Wort pro Sekunde</translation>
  </message>
  <message>
   <source>about {n} words a second</source>
   <translation>etwa {n} Wörter pro Sekunde</translation>
  </message>
  <message>
   <source>accessibility animation reduced motion</source>
   <translation>Barrierefreiheit Animation Bewegung reduziert</translation>
  </message>
  <message>
   <source>accessibility readable strong black white</source>
   <translation>Barrierefreiheit lesbar stark schwarz weiß</translation>
  </message>
  <message>
   <source>adapter</source>
   <translation>Adapter</translation>
  </message>
  <message>
   <source>another program</source>
   <translation>ein anderes Programm</translation>
  </message>
  <message>
   <source>auto</source>
   <translation>auto</translation>
  </message>
  <message>
   <source>automatic weekly</source>
   <translation>automatisch wöchentlich Backup</translation>
  </message>
  <message>
   <source>back to the default</source>
   <translation>zurück zum Standard</translation>
  </message>
  <message>
   <source>back to what is set for all models</source>
   <translation>zurück zu dem, was für alle Modelle gesetzt ist</translation>
  </message>
  <message>
   <source>back to what is set for the chat</source>
   <translation>zurück zu dem, was für den Chat gesetzt ist</translation>
  </message>
  <message>
   <source>back to what is set for the model</source>
   <translation>zurück zu dem, was für das Modell gesetzt ist</translation>
  </message>
  <message>
   <source>back to what the settings say</source>
   <translation>zurück zu dem, was die Einstellungen sagen</translation>
  </message>
  <message>
   <source>back to what {name} has</source>
   <translation>zurück zu dem, was {name} hat</translation>
  </message>
  <message>
   <source>bandwidth speed throttle limit</source>
   <translation>Bandbreite Tempo drosseln Grenze</translation>
  </message>
  <message>
   <source>before others took its place</source>
   <translation>bevor andere an ihre Stelle kamen</translation>
  </message>
  <message>
   <source>before the format changed</source>
   <translation>bevor sich das Format änderte</translation>
  </message>
  <message>
   <source>bring back recover another computer move</source>
   <translation>zurückholen Backup anderer Computer Umzug</translation>
  </message>
  <message>
   <source>by {author}</source>
   <translation>von {author}</translation>
  </message>
  <message>
   <source>certificate CA TLS SSL company</source>
   <translation>Zertifikat CA TLS SSL Firma</translation>
  </message>
  <message>
   <source>changed {ago}</source>
   <translation>geändert {ago}</translation>
  </message>
  <message>
   <source>code</source>
   <translation>Code</translation>
  </message>
  <message>
   <source>context full long chat forget summary</source>
   <translation>Kontext voll langer Chat vergessen Zusammenfassung</translation>
  </message>
  <message>
   <source>context window length memory tokens</source>
   <translation>Kontextfenster Länge Gedächtnis Token</translation>
  </message>
  <message>
   <source>continue pause start</source>
   <translation>fortsetzen Pause Start</translation>
  </message>
  <message>
   <source>dark light night mode colour colours appearance system</source>
   <translation>dunkel hell Nacht Modus Farbe Farben Aussehen System</translation>
  </message>
  <message>
   <source>delete remove reset uninstall wipe</source>
   <translation>entfernen zurücksetzen deinstallieren</translation>
  </message>
  <message>
   <source>draft model</source>
   <translation>Entwurfsmodell</translation>
  </message>
  <message>
   <source>drawn</source>
   <translation>gezogen</translation>
  </message>
  <message>
   <source>erase</source>
   <translation>löschen</translation>
  </message>
  <message>
   <source>extensions of other programs</source>
   <translation>Erweiterungen anderer Programme</translation>
  </message>
  <message>
   <source>folded</source>
   <translation>zugeklappt</translation>
  </message>
  <message>
   <source>folder directory path GGUF files location watch</source>
   <translation>Ordner Verzeichnis Pfad GGUF Dateien Ort überwachen</translation>
  </message>
  <message>
   <source>folder path files disk space size encrypted</source>
   <translation>Ordner Pfad Dateien Festplatte Platz Größe verschlüsselt</translation>
  </message>
  <message>
   <source>font size zoom larger smaller letters</source>
   <translation>Schriftgröße Schrift Zoom größer kleiner Buchstaben</translation>
  </message>
  <message>
   <source>further pictures</source>
   <translation>weitere Bilder</translation>
  </message>
  <message>
   <source>gated</source>
   <translation>beschränkt</translation>
  </message>
  <message>
   <source>greetings beyond the first hundred</source>
   <translation>Begrüßungen nach den ersten hundert</translation>
  </message>
  <message>
   <source>greetings for groups</source>
   <translation>Begrüßungen für Gruppen</translation>
  </message>
  <message>
   <source>idle automatic auto-lock timeout</source>
   <translation>untätig automatisch sperren Zeit</translation>
  </message>
  <message>
   <source>instructions for behind the chat</source>
   <translation>Anweisungen hinter dem Chat</translation>
  </message>
  <message>
   <source>internet network airplane disconnect</source>
   <translation>Internet Netz Flugmodus trennen offline</translation>
  </message>
  <message>
   <source>its lorebook</source>
   <translation>ihr Lorebook</translation>
  </message>
  <message>
   <source>kept in the system's keyring</source>
   <translation>aufbewahrt im Schlüsselbund des Systems</translation>
  </message>
  <message>
   <source>kept until Paddock ends, because no keyring can be used</source>
   <translation>aufbewahrt, bis Paddock endet, weil kein Schlüsselbund verwendet werden kann</translation>
  </message>
  <message>
   <source>less than a minute left</source>
   <translation>noch weniger als eine Minute</translation>
  </message>
  <message>
   <source>less than a word a second</source>
   <translation>weniger als ein Wort in der Sekunde</translation>
  </message>
  <message>
   <source>llama.cpp's own for it is used instead.</source>
   <translation>Stattdessen wird die von llama.cpp verwendet.</translation>
  </message>
  <message>
   <source>llama.cpp, as the file's does not work</source>
   <translation>llama.cpp, da das der Datei nicht geht</translation>
  </message>
  <message>
   <source>made from {models}</source>
   <translation>gemacht aus {models}</translation>
  </message>
  <message>
   <source>memory RAM free unload minutes</source>
   <translation>Speicher RAM freigeben entladen Minuten</translation>
  </message>
  <message>
   <source>mirror server URL Hugging Face</source>
   <translation>Spiegel Server URL Hugging Face</translation>
  </message>
  <message>
   <source>name names naming rename automatic</source>
   <translation>Name Namen benennen umbenennen automatisch</translation>
  </message>
  <message>
   <source>network HTTP</source>
   <translation>Netz Netzwerk HTTP</translation>
  </message>
  <message>
   <source>no limit</source>
   <translation>keine Grenze</translation>
  </message>
  <message>
   <source>nothing</source>
   <translation>nichts</translation>
  </message>
  <message>
   <source>nothing yet</source>
   <translation>noch nichts</translation>
  </message>
  <message>
   <source>nowhere: it is not known</source>
   <translation>nirgends: es ist nicht bekannt</translation>
  </message>
  <message>
   <source>on the list already</source>
   <translation>schon auf der Liste</translation>
  </message>
  <message>
   <source>on this computer</source>
   <translation>auf diesem Computer</translation>
  </message>
  <message>
   <source>once a week</source>
   <translation>einmal in der Woche</translation>
  </message>
  <message>
   <source>one chat</source>
   <translation>1 Chat</translation>
  </message>
  <message>
   <source>one file</source>
   <translation>1 Datei</translation>
  </message>
  <message>
   <source>one message</source>
   <translation>1 Nachricht</translation>
  </message>
  <message>
   <source>paused</source>
   <translation>angehalten</translation>
  </message>
  <message>
   <source>repair broken corrupt recover</source>
   <translation>reparieren kaputt defekt</translation>
  </message>
  <message>
   <source>right-to-left RTL Arabic Hebrew</source>
   <translation>rechts nach links RTL Arabisch Hebräisch</translation>
  </message>
  <message>
   <source>save copy passphrase</source>
   <translation>speichern Backup Kopie Passphrase Kennwort</translation>
  </message>
  <message>
   <source>save download HTML md ZIP archive folder</source>
   <translation>speichern herunterladen HTML md ZIP Archiv Ordner</translation>
  </message>
  <message>
   <source>sees pictures</source>
   <translation>sieht Bilder</translation>
  </message>
  <message>
   <source>shortcut key</source>
   <translation>Tastenkürzel Taste</translation>
  </message>
  <message>
   <source>snippets slash commands saved prompts</source>
   <translation>Textbausteine Schrägstrich Befehle gespeicherte Prompts</translation>
  </message>
  <message>
   <source>spell check dictionary ignore</source>
   <translation>Rechtschreibprüfung Wörterbuch ignorieren</translation>
  </message>
  <message>
   <source>spell check dictionary typo mistakes language</source>
   <translation>Rechtschreibprüfung Wörterbuch Tippfehler Fehler Sprache</translation>
  </message>
  <message>
   <source>start startup warm</source>
   <translation>Start starten vorladen</translation>
  </message>
  <message>
   <source>temperature creativity</source>
   <translation>Temperatur Kreativität</translation>
  </message>
  <message>
   <source>temperature top-p top-k min-p repetition penalty creativity random seed</source>
   <translation>Temperatur top-p top-k min-p Wiederholung Strafe Kreativität Zufall seed</translation>
  </message>
  <message>
   <source>the damaged file</source>
   <translation>die beschädigte Datei</translation>
  </message>
  <message>
   <source>the file</source>
   <translation>der Datei</translation>
  </message>
  <message>
   <source>threads speed benchmark batch</source>
   <translation>Threads Tempo Geschwindigkeit Benchmark</translation>
  </message>
  <message>
   <source>under 0.1 of {total} GB</source>
   <translation>unter 0,1 von {total} GB</translation>
  </message>
  <message>
   <source>unfolded</source>
   <translation>aufgeklappt</translation>
  </message>
  <message>
   <source>used in {month}</source>
   <translation>verwendet im {month}</translation>
  </message>
  <message>
   <source>used today</source>
   <translation>heute verwendet</translation>
  </message>
  <message>
   <source>used yesterday</source>
   <translation>gestern verwendet</translation>
  </message>
  <message>
   <source>used {count} days ago</source>
   <translation>vor {count} Tagen verwendet</translation>
  </message>
  <message>
   <source>waits for its turn</source>
   <translation>wartet, bis er an der Reihe ist</translation>
  </message>
  <message>
   <source>your choice: {name}</source>
   <translation>deiner Wahl: {name}</translation>
  </message>
  <message>
   <source>{count:.0f} GB</source>
   <translation>{count:.0f} GB</translation>
  </message>
  <message>
   <source>{count:.0f} MB</source>
   <translation>{count:.0f} MB</translation>
  </message>
  <message>
   <source>{count:.0f}B parameters</source>
   <translation>{count:.0f}B Parameter</translation>
  </message>
  <message>
   <source>{count:.10g} MB/s</source>
   <translation>{count:.10g} MB/s</translation>
  </message>
  <message>
   <source>{count:.1f} GB</source>
   <translation>{count:.1f} GB</translation>
  </message>
  <message>
   <source>{count:.1f} MB</source>
   <translation>{count:.1f} MB</translation>
  </message>
  <message>
   <source>{count:.1f} h left</source>
   <translation>noch {count:.1f} h</translation>
  </message>
  <message>
   <source>{count:.1f}B parameters</source>
   <translation>{count:.1f}B Parameter</translation>
  </message>
  <message>
   <source>{count:.3g}M context</source>
   <translation>{count:.3g}M Kontext</translation>
  </message>
  <message>
   <source>{count} KB</source>
   <translation>{count} KB</translation>
  </message>
  <message>
   <source>{count} chats</source>
   <translation>{count} Chats</translation>
  </message>
  <message>
   <source>{count} chats deleted</source>
   <translation>{count} Chats gelöscht</translation>
  </message>
  <message>
   <source>{count} days ago</source>
   <translation>vor {count} Tagen</translation>
  </message>
  <message>
   <source>{count} downloads</source>
   <translation>{count} Downloads</translation>
  </message>
  <message>
   <source>{count} failed</source>
   <translation>{count} fehlgeschlagen</translation>
  </message>
  <message>
   <source>{count} files</source>
   <translation>{count} Dateien</translation>
  </message>
  <message>
   <source>{count} hours ago</source>
   <translation>vor {count} Stunden</translation>
  </message>
  <message>
   <source>{count} in the queue</source>
   <translation>{count} in der Warteschlange</translation>
  </message>
  <message>
   <source>{count} languages</source>
   <translation>{count} Sprachen</translation>
  </message>
  <message>
   <source>{count} likes</source>
   <translation>{count} Likes</translation>
  </message>
  <message>
   <source>{count} min left</source>
   <translation>noch {count} min</translation>
  </message>
  <message>
   <source>{count} minutes</source>
   <translation>{count} Minuten</translation>
  </message>
  <message>
   <source>{count} minutes ago</source>
   <translation>vor {count} Minuten</translation>
  </message>
  <message>
   <source>{count} models</source>
   <translation>{count} Modelle</translation>
  </message>
  <message>
   <source>{count} models are here twice; {size} could be had back.</source>
   <translation>{count} Modelle sind doppelt da; {size} ließen sich zurückgewinnen.</translation>
  </message>
  <message>
   <source>{count} models are on the list now.</source>
   <translation>{count} Modelle stehen jetzt auf der Liste.</translation>
  </message>
  <message>
   <source>{count} models, and more as you scroll</source>
   <translation>{count} Modelle, und mehr beim Scrollen</translation>
  </message>
  <message>
   <source>{count} months ago</source>
   <translation>vor {count} Monaten</translation>
  </message>
  <message>
   <source>{count} more</source>
   <translation>{count} weitere</translation>
  </message>
  <message>
   <source>{count} more folders: {size}</source>
   <translation>{count} weitere Ordner: {size}</translation>
  </message>
  <message>
   <source>{count} more in the queue</source>
   <translation>{count} weitere in der Warteschlange</translation>
  </message>
  <message>
   <source>{count} on the list already.</source>
   <translation>{count} schon auf der Liste.</translation>
  </message>
  <message>
   <source>{count} paused</source>
   <translation>{count} angehalten</translation>
  </message>
  <message>
   <source>{count} running</source>
   <translation>{count} laufen</translation>
  </message>
  <message>
   <source>{count} tokens</source>
   <translation>{count} Token</translation>
  </message>
  <message>
   <source>{count} tokens of context</source>
   <translation>{count} Token Kontext</translation>
  </message>
  <message>
   <source>{count} weeks ago</source>
   <translation>vor {count} Wochen</translation>
  </message>
  <message>
   <source>{count} without a connection</source>
   <translation>{count} ohne Verbindung</translation>
  </message>
  <message>
   <source>{count} years ago</source>
   <translation>vor {count} Jahren</translation>
  </message>
  <message>
   <source>{count}K</source>
   <translation>{count}K</translation>
  </message>
  <message>
   <source>{count}K context</source>
   <translation>{count}K Kontext</translation>
  </message>
  <message>
   <source>{count}M</source>
   <translation>{count}M</translation>
  </message>
  <message>
   <source>{count}M parameters</source>
   <translation>{count}M Parameter</translation>
  </message>
  <message>
   <source>{done:.1f} of {total:.1f} {unit}</source>
   <translation>{done:.1f} von {total:.1f} {unit}</translation>
  </message>
  <message>
   <source>{model} answers</source>
   <translation>{model} antwortet</translation>
  </message>
  <message>
   <source>{model} plays this part, on this computer.</source>
   <translation>{model} spielt diese Rolle, auf diesem Computer.</translation>
  </message>
  <message>
   <source>{names} came in.</source>
   <translation>Hereingekommen: {names}.</translation>
  </message>
  <message>
   <source>{name} (copy)</source>
   <translation>{name} (Kopie)</translation>
  </message>
  <message>
   <source>{name} (not here)</source>
   <translation>{name} (nicht hier)</translation>
  </message>
  <message>
   <source>{name} answers, on this computer.</source>
   <translation>{name} antwortet, auf diesem Computer.</translation>
  </message>
  <message>
   <source>{name} brings a chat template that Paddock has not seen before.</source>
   <translation>{name} bringt eine Chatvorlage mit, die Paddock noch nicht kennt.</translation>
  </message>
  <message>
   <source>{name} cannot be read ({why}).</source>
   <translation>{name} kann nicht gelesen werden ({why}).</translation>
  </message>
  <message>
   <source>{name} is not a text.</source>
   <translation>{name} ist kein Text.</translation>
  </message>
  <message>
   <source>{name} is on this computer now.</source>
   <translation>{name} ist jetzt auf diesem Computer.</translation>
  </message>
  <message>
   <source>{name} is on this computer now: {size}.</source>
   <translation>{name} ist jetzt auf diesem Computer: {size}.</translation>
  </message>
  <message>
   <source>{name} is too long to read.</source>
   <translation>{name} ist zu lang zum Lesen.</translation>
  </message>
  <message>
   <source>{name} lies in {folder} now.</source>
   <translation>{name} liegt jetzt in {folder}.</translation>
  </message>
  <message>
   <source>{name} · context {used} of {whole}</source>
   <translation>{name} · Kontext {used} von {whole}</translation>
  </message>
  <message>
   <source>{name}: back to the default</source>
   <translation>{name}: zurück zum Standard</translation>
  </message>
  <message>
   <source>{number} of {total}</source>
   <translation>{number} von {total}</translation>
  </message>
  <message>
   <source>{n} chats</source>
   <translation>{n} Chats</translation>
  </message>
  <message>
   <source>{n} chats are in {path}.</source>
   <translation>{n} Chats sind in {path}.</translation>
  </message>
  <message>
   <source>{n} chats came in from {program}.</source>
   <translation>{n} Chats kamen aus {program}.</translation>
  </message>
  <message>
   <source>{n} chats have lost their titles.</source>
   <translation>{n} Chats haben ihre Titel verloren.</translation>
  </message>
  <message>
   <source>{n} files</source>
   <translation>{n} Dateien</translation>
  </message>
  <message>
   <source>{n} messages</source>
   <translation>{n} Nachrichten</translation>
  </message>
  <message>
   <source>{n} messages follow the one before a message that is lost.</source>
   <translation>{n} Nachrichten folgen auf die vor einer verlorenen Nachricht.</translation>
  </message>
  <message>
   <source>{n} of its own; they go before the model's settings.</source>
   <translation>{n} eigene; sie gehen den Einstellungen des Modells vor.</translation>
  </message>
  <message>
   <source>{n} setting found</source>
   <translation>{n} Einstellung gefunden</translation>
  </message>
  <message>
   <source>{n} settings found</source>
   <translation>{n} Einstellungen gefunden</translation>
  </message>
  <message>
   <source>{n} stretches could not be read.</source>
   <translation>{n} Abschnitte ließen sich nicht lesen.</translation>
  </message>
  <message>
   <source>{n} token</source>
   <translation>{n} Token</translation>
  </message>
  <message>
   <source>{n} tokens</source>
   <translation>{n} Token</translation>
  </message>
  <message>
   <source>{n} were here already.</source>
   <translation>{n} waren schon da.</translation>
  </message>
  <message>
   <source>{percent} %</source>
   <translation>{percent} %</translation>
  </message>
  <message>
   <source>{percent} % of {name}</source>
   <translation>{percent} % von {name}</translation>
  </message>
  <message>
   <source>{picture} (picture on {host})</source>
   <translation>{picture} (Bild auf {host})</translation>
  </message>
  <message>
   <source>{size} ({count} bytes)</source>
   <translation>{size} ({count} Byte)</translation>
  </message>
  <message>
   <source>{size} in {files}</source>
   <translation>{size} in {files}</translation>
  </message>
  <message>
   <source>{size} of memory</source>
   <translation>{size} Speicher</translation>
  </message>
  <message>
   <source>{size} to download</source>
   <translation>{size} zum Herunterladen</translation>
  </message>
  <message>
   <source>{size} · {memory} of memory</source>
   <translation>{size} · {memory} Speicher</translation>
  </message>
  <message>
   <source>{size}/s</source>
   <translation>{size}/s</translation>
  </message>
  <message>
   <source>{speed} tok/s</source>
   <translation>{speed} tok/s</translation>
  </message>
  <message>
   <source>{speed}: why?</source>
   <translation>{speed}: warum?</translation>
  </message>
  <message>
   <source>{taken} GB · a model can have {usable} of {total}</source>
   <translation>{taken} GB · ein Modell kann {usable} von {total} haben</translation>
  </message>
  <message>
   <source>{taken} of {total} GB</source>
   <translation>{taken} von {total} GB</translation>
  </message>
  <message>
   <source>{title}, an answer is on its way</source>
   <translation>{title}, eine Antwort ist unterwegs</translation>
  </message>
  <message>
   <source>{tokens} · about {words} words</source>
   <translation>{tokens} · etwa {words} Wörter</translation>
  </message>
  <message>
   <source>{used} of {whole} tokens</source>
   <translation>{used} von {whole} Token</translation>
  </message>
  <message>
   <source>{what} It begins when the work before it is done.</source>
   <translation>{what} Es beginnt, wenn die Arbeit davor fertig ist.</translation>
  </message>
  <message>
   <source>{what} was stopped.</source>
   <translation>{what} wurde angehalten.</translation>
  </message>
  <message>
   <source>{what} {percent} %</source>
   <translation>{what} {percent} %</translation>
  </message>
  <message>
   <source>{when}, {why}, {size}</source>
   <translation>{when}, {why}, {size}</translation>
  </message>
  <message>
   <source>“Copies that Paddock keeps” brings it back.</source>
   <translation>„Kopien, die Paddock aufbewahrt“ holt es zurück.</translation>
  </message>
  <message>
   <source>“{name}” cannot be read: {why}.</source>
   <translation>„{name}“ kann nicht gelesen werden: {why}.</translation>
  </message>
  <message>
   <source>“{name}” is no picture that can be used: PNG, JPEG or WebP.</source>
   <translation>„{name}“ ist kein brauchbares Bild: PNG, JPEG oder WebP.</translation>
  </message>
  <message>
   <source>“{name}” is there already.</source>
   <translation>„{name}“ ist schon da.</translation>
  </message>
  <message>
   <source>“{name}” plays here now</source>
   <translation>Hier spielt jetzt „{name}“</translation>
  </message>
 </context>
</TS>
