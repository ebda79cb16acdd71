<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>paddock</name>
  <message>
   <source>, {size} a second</source>
   <translation>, {size} pro Sekunde</translation>
  </message>
  <message>
   <source>, {speed:.0f} a second</source>
   <translation>, {speed:.0f} pro Sekunde</translation>
  </message>
  <message>
   <source>, {waiting} waiting</source>
   <translation>, {waiting} warten</translation>
  </message>
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
   <source>1 thread</source>
   <translation>1 Thread</translation>
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
   <source>A GPU is not used.</source>
   <translation>Eine GPU wird nicht verwendet.</translation>
  </message>
  <message>
   <source>A PDF is written into a file.</source>
   <translation>Eine PDF wird in eine Datei geschrieben.</translation>
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
   <source>A chat could not be read ({name__}).</source>
   <translation>Ein Chat konnte nicht gelesen werden ({name__}).</translation>
  </message>
  <message>
   <source>A chat's title cannot be empty.</source>
   <translation>Der Titel eines Chats darf nicht leer sein.</translation>
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
   <source>A logit bias names a token that the model does not have: it has {size}.</source>
   <translation>Ein Logit-Bias nennt ein Token, das das Modell nicht hat: Es hat {size}.</translation>
  </message>
  <message>
   <source>A logit bias needs a token's number and a number.</source>
   <translation>Ein Logit-Bias braucht die Nummer eines Tokens und eine Zahl.</translation>
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
   <source>A new chat begins with nothing to process.</source>
   <translation>Ein neuer Chat beginnt ohne etwas, das zu verarbeiten wäre.</translation>
  </message>
  <message>
   <source>A new file is written into the models folder ({type}, {size}); this one stays as it is. The smaller the file, the less memory it needs and the faster it answers, and the more it forgets.</source>
   <translation>Eine neue Datei wird in den Modellordner geschrieben ({type}, {size}); diese bleibt, wie sie ist. Je kleiner die Datei, desto weniger Speicher braucht sie und desto schneller antwortet sie, und desto mehr vergisst sie.</translation>
  </message>
  <message>
   <source>A newer version of Paddock has locked these chats.</source>
   <translation>Eine neuere Version von Paddock hat diese Chats gesperrt.</translation>
  </message>
  <message>
   <source>A newer version of Paddock has used these chats.</source>
   <translation>Eine neuere Version von Paddock hat diese Chats benutzt.</translation>
  </message>
  <message>
   <source>A newer version of Paddock has written this file.</source>
   <translation>Eine neuere Version von Paddock hat diese Datei geschrieben.</translation>
  </message>
  <message>
   <source>A newer version of Paddock wrote “{path}”.</source>
   <translation>Eine neuere Version von Paddock hat „{path}“ geschrieben.</translation>
  </message>
  <message>
   <source>A passphrase for your chats</source>
   <translation>Eine Passphrase für deine Chats</translation>
  </message>
  <message>
   <source>A passphrase has at least {shortest} characters.</source>
   <translation>Eine Passphrase hat mindestens {shortest} Zeichen.</translation>
  </message>
  <message>
   <source>A persona is a part that a model plays: who it is, how it begins, which model plays it and how it answers. Write one, or import a character card (PNG or JSON); a card can be dropped here, too.</source>
   <translation>Eine Persona ist eine Rolle, die ein Modell spielt: wer sie ist, wie sie beginnt, welches Modell sie spielt und wie sie antwortet. Schreib eine, oder importiere eine Charakterkarte (PNG oder JSON); du kannst eine Karte auch hier fallen lassen.</translation>
  </message>
  <message>
   <source>A persona needs a name.</source>
   <translation>Eine Persona braucht einen Namen.</translation>
  </message>
  <message>
   <source>A small model of the same family guesses ahead, this one checks. The answer is the same.</source>
   <translation>Ein kleines Modell derselben Familie rät voraus, dieses prüft. Die Antwort ist dieselbe.</translation>
  </message>
  <message>
   <source>A smaller context leaves more room for layers.</source>
   <translation>Ein kleinerer Kontext lässt mehr Platz für Schichten.</translation>
  </message>
  <message>
   <source>A smaller context or another file may help.</source>
   <translation>Ein kleinerer Kontext oder eine andere Datei hilft vielleicht.</translation>
  </message>
  <message>
   <source>A smaller context takes less memory.</source>
   <translation>Ein kleinerer Kontext braucht weniger Speicher.</translation>
  </message>
  <message>
   <source>A smaller context, a more strongly quantised file or a smaller model may fit.</source>
   <translation>Ein kleinerer Kontext, eine stärker quantisierte Datei oder ein kleineres Modell passt vielleicht.</translation>
  </message>
  <message>
   <source>A smaller context, the processor instead of a graphics card, or another file may help.</source>
   <translation>Ein kleinerer Kontext, der Prozessor statt der Grafikkarte oder eine andere Datei hilft vielleicht.</translation>
  </message>
  <message>
   <source>A smaller model, or one with fewer bits per weight, needs less of everything.</source>
   <translation>Ein kleineres Modell oder eines mit weniger Bits pro Gewicht braucht von allem weniger.</translation>
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
   <translation>„{word}“ zu deinen Wörtern hinzufügen</translation>
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
   <source>All of it fits on {name}.</source>
   <translation>Alles davon passt auf {name}.</translation>
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
   <source>An answer follows a grammar or a JSON schema, not both.</source>
   <translation>Eine Antwort folgt einer Grammatik oder einem JSON-Schema, nicht beidem.</translation>
  </message>
  <message>
   <source>An answer is on its way, and it needs what is kept of its chat.</source>
   <translation>Eine Antwort ist unterwegs, und sie braucht, was von ihrem Chat aufbewahrt ist.</translation>
  </message>
  <message>
   <source>An answer is on its way.</source>
   <translation>Eine Antwort ist unterwegs.</translation>
  </message>
  <message>
   <source>An export of Paddock, ChatGPT, Claude or Open WebUI (JSON or ZIP), or LM Studio's conversations or Jan's threads (a folder). Branches and dates come along. Chats that are here already stay as they are; those in the trash come back from there.</source>
   <translation>Ein Export von Paddock, ChatGPT, Claude oder Open WebUI (JSON oder ZIP), oder die Unterhaltungen von LM Studio oder die Threads von Jan (ein Ordner). Zweige und Daten kommen mit. Chats, die schon hier sind, bleiben, wie sie sind; die im Papierkorb kommen von dort zurück.</translation>
  </message>
  <message>
   <source>And before {texts}.</source>
   <translation>Und davor {texts}.</translation>
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
   <source>Another program is using the chats.</source>
   <translation>Ein anderes Programm benutzt die Chats.</translation>
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
   <source>Answer again</source>
   <translation>Noch einmal antworten</translation>
  </message>
  <message>
   <source>Answer again with…</source>
   <translation>Noch einmal antworten mit…</translation>
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
   <source>Ask one first.</source>
   <translation>Stell zuerst eine.</translation>
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
   <source>Asks little of a computer; simple questions and edits</source>
   <translation>Verlangt einem Computer wenig ab; einfache Fragen und Änderungen an Texten</translation>
  </message>
  <message>
   <source>At least one token must be asked for.</source>
   <translation>Mindestens ein Token muss verlangt werden.</translation>
  </message>
  <message>
   <source>At most</source>
   <translation>Höchstens</translation>
  </message>
  <message>
   <source>At most 20 log probabilities can be had.</source>
   <translation>Es gibt höchstens 20 Log-Wahrscheinlichkeiten.</translation>
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
   <source>Before this answer, once.</source>
   <translation>Vor dieser Antwort, einmal.</translation>
  </message>
  <message>
   <source>Begin the answer…</source>
   <translation>Antwort beginnen…</translation>
  </message>
  <message>
   <source>Being measured: {tuning}.</source>
   <translation>Wird gemessen: {tuning}.</translation>
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
   <source>Better answers, longer texts and code</source>
   <translation>Bessere Antworten, längere Texte und Code</translation>
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
   <source>Bring back a copy that Paddock kept, if there is one; the damaged file is as it was.</source>
   <translation>Hole eine Kopie zurück, die Paddock aufbewahrt hat, falls es eine gibt; die beschädigte Datei ist, wie sie war.</translation>
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
   <source>Browse what was read before</source>
   <translation>Ansehen, was schon gelesen wurde</translation>
  </message>
  <message>
   <source>By itself, once a week and before each change of the format; encrypted as your chats are.</source>
   <translation>Von selbst, einmal in der Woche und vor jeder Änderung des Formats; verschlüsselt wie deine Chats.</translation>
  </message>
  <message>
   <source>By {means}.</source>
   <translation>Durch {means}.</translation>
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
   <source>Change that…</source>
   <translation>Das ändern…</translation>
  </message>
  <message>
   <source>Change the grammar, or remove what forbids tokens.</source>
   <translation>Ändere die Grammatik, oder entferne, was Token verbietet.</translation>
  </message>
  <message>
   <source>Change the value and try again.</source>
   <translation>Ändere den Wert und versuch es noch einmal.</translation>
  </message>
  <message>
   <source>Change them and try again.</source>
   <translation>Ändere sie und versuch es noch einmal.</translation>
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
   <source>Character card in its picture (PNG)</source>
   <translation>Charakterkarte in ihrem Bild (PNG)</translation>
  </message>
  <message>
   <source>Character card: text (JSON)</source>
   <translation>Charakterkarte: Text (JSON)</translation>
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
   <source>Chat {number} of the file cannot be read ({name__}).</source>
   <translation>Chat {number} der Datei kann nicht gelesen werden ({name__}).</translation>
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
   <source>Check that the file is there, that its disk is sound, and that you may read it.</source>
   <translation>Prüfe, ob die Datei da ist, ob ihr Datenträger in Ordnung ist und ob du sie lesen darfst.</translation>
  </message>
  <message>
   <source>Check that you may read the file and that its drive is connected.</source>
   <translation>Prüfe, ob du die Datei lesen darfst und ob ihr Laufwerk angeschlossen ist.</translation>
  </message>
  <message>
   <source>Check that you may read “{folder}”.</source>
   <translation>Prüfe, ob du „{folder}“ lesen darfst.</translation>
  </message>
  <message>
   <source>Check that you may write there, or choose another folder.</source>
   <translation>Prüfe, ob du dort schreiben darfst, oder wähle einen anderen Ordner.</translation>
  </message>
  <message>
   <source>Check that you may write to the models folder (see Settings, Folders).</source>
   <translation>Prüfe, ob du in den Ordner der Modelle schreiben darfst (siehe Einstellungen, Ordner).</translation>
  </message>
  <message>
   <source>Check the drive that the file lies on, then try again.</source>
   <translation>Prüfe das Laufwerk, auf dem die Datei liegt, und versuch es dann noch einmal.</translation>
  </message>
  <message>
   <source>Check the file</source>
   <translation>Datei prüfen</translation>
  </message>
  <message>
   <source>Check the internet connection and try again.</source>
   <translation>Prüfe die Internetverbindung und versuch es noch einmal.</translation>
  </message>
  <message>
   <source>Check the internet connection, then press Resume.</source>
   <translation>Prüfe die Internetverbindung und drück dann Fortsetzen.</translation>
  </message>
  <message>
   <source>Check the internet connection, then press Resume; what was downloaded is kept.</source>
   <translation>Prüfe die Internetverbindung und drück dann Fortsetzen; was heruntergeladen ist, bleibt.</translation>
  </message>
  <message>
   <source>Check the proxy in the settings or in the environment (HTTPS_PROXY), then try again.</source>
   <translation>Prüfe den Proxy in den Einstellungen oder in der Umgebung (HTTPS_PROXY) und versuch es dann noch einmal.</translation>
  </message>
  <message>
   <source>Check the rights of the file and of its folder.</source>
   <translation>Prüfe die Rechte der Datei und ihres Ordners.</translation>
  </message>
  <message>
   <source>Check the rights of the file, or open it again.</source>
   <translation>Prüfe die Rechte der Datei, oder öffne sie noch einmal.</translation>
  </message>
  <message>
   <source>Check the rights of the folder, or choose another.</source>
   <translation>Prüfe die Rechte des Ordners, oder wähle einen anderen.</translation>
  </message>
  <message>
   <source>Check where it lies.</source>
   <translation>Prüfe, wo es liegt.</translation>
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
   <source>Checking the passphrase…</source>
   <translation>Prüfe die Passphrase…</translation>
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
   <source>Choose a card as JSON or PNG (chara_card v2 or v3).</source>
   <translation>Wähle eine Karte als JSON oder PNG (chara_card v2 oder v3).</translation>
  </message>
  <message>
   <source>Choose a draft model</source>
   <translation>Entwurfsmodell wählen</translation>
  </message>
  <message>
   <source>Choose a file that Paddock wrote as a backup.</source>
   <translation>Wähle eine Datei, die Paddock als Sicherung geschrieben hat.</translation>
  </message>
  <message>
   <source>Choose a file whose name ends in .gguf.</source>
   <translation>Wähle eine Datei, deren Name auf .gguf endet.</translation>
  </message>
  <message>
   <source>Choose a file…</source>
   <translation>Datei wählen…</translation>
  </message>
  <message>
   <source>Choose a folder that is there.</source>
   <translation>Wähle einen Ordner, den es gibt.</translation>
  </message>
  <message>
   <source>Choose a model first.</source>
   <translation>Wähle zuerst ein Modell.</translation>
  </message>
  <message>
   <source>Choose a model that can, such as Code Llama 7B or 13B.</source>
   <translation>Wähle ein Modell, das es kann, etwa Code Llama 7B oder 13B.</translation>
  </message>
  <message>
   <source>Choose a model that takes tools, such as Llama 3.2 3B Instruct, or ask without them.</source>
   <translation>Wähle ein Modell, das mit Werkzeugen umgehen kann, etwa Llama 3.2 3B Instruct, oder frag ohne sie.</translation>
  </message>
  <message>
   <source>Choose a model…</source>
   <translation>Modell wählen…</translation>
  </message>
  <message>
   <source>Choose a picture</source>
   <translation>Bild wählen</translation>
  </message>
  <message>
   <source>Choose a question.</source>
   <translation>Wähle eine Frage.</translation>
  </message>
  <message>
   <source>Choose a small model of the same family, such as Llama 3.2 1B for Llama 3.1 8B.</source>
   <translation>Wähle ein kleines Modell derselben Familie, etwa Llama 3.2 1B für Llama 3.1 8B.</translation>
  </message>
  <message>
   <source>Choose a smaller model on the Models page.</source>
   <translation>Wähle auf der Seite Modelle ein kleineres Modell.</translation>
  </message>
  <message>
   <source>Choose a smaller model, or close other programs.</source>
   <translation>Wähle ein kleineres Modell, oder schließ andere Programme.</translation>
  </message>
  <message>
   <source>Choose a smaller type.</source>
   <translation>Wähle einen kleineren Typ.</translation>
  </message>
  <message>
   <source>Choose a text model whose name says Instruct, for example Llama 3.2 3B Instruct.</source>
   <translation>Wähle ein Textmodell, dessen Name Instruct enthält, zum Beispiel Llama 3.2 3B Instruct.</translation>
  </message>
  <message>
   <source>Choose an adapter that was made for this model, as a GGUF file.</source>
   <translation>Wähle einen Adapter, der für dieses Modell gemacht ist, als GGUF-Datei.</translation>
  </message>
  <message>
   <source>Choose an answer that has ended.</source>
   <translation>Wähle eine Antwort, die zu Ende ist.</translation>
  </message>
  <message>
   <source>Choose an export of Paddock, ChatGPT, Claude, Open WebUI or LM Studio, or Jan's threads folder.</source>
   <translation>Wähle einen Export von Paddock, ChatGPT, Claude, Open WebUI oder LM Studio, oder den Ordner threads von Jan.</translation>
  </message>
  <message>
   <source>Choose another file, or unpack it first.</source>
   <translation>Wähle eine andere Datei, oder entpack sie zuerst.</translation>
  </message>
  <message>
   <source>Choose another file.</source>
   <translation>Wähle eine andere Datei.</translation>
  </message>
  <message>
   <source>Choose another folder.</source>
   <translation>Wähle einen anderen Ordner.</translation>
  </message>
  <message>
   <source>Choose another model, or download a GGUF file in the browser and use “Open a file…”.</source>
   <translation>Wähle ein anderes Modell, oder lade eine GGUF-Datei im Browser herunter und nimm „Datei öffnen…“.</translation>
  </message>
  <message>
   <source>Choose another model.</source>
   <translation>Wähle ein anderes Modell.</translation>
  </message>
  <message>
   <source>Choose another name.</source>
   <translation>Wähle einen anderen Namen.</translation>
  </message>
  <message>
   <source>Choose another one, or shorten it.</source>
   <translation>Wähle etwas anderes, oder kürze es.</translation>
  </message>
  <message>
   <source>Choose another one.</source>
   <translation>Wähle etwas anderes.</translation>
  </message>
  <message>
   <source>Choose another place, or make room.</source>
   <translation>Wähle einen anderen Ort, oder schaff Platz.</translation>
  </message>
  <message>
   <source>Choose another place.</source>
   <translation>Wähle einen anderen Ort.</translation>
  </message>
  <message>
   <source>Choose another prompt format, or start a new chat without a system prompt.</source>
   <translation>Wähle ein anderes Prompt-Format, oder beginne einen neuen Chat ohne System-Prompt.</translation>
  </message>
  <message>
   <source>Choose another type, or download the file you want.</source>
   <translation>Wähle einen anderen Typ, oder lade die gewünschte Datei herunter.</translation>
  </message>
  <message>
   <source>Choose another type.</source>
   <translation>Wähle einen anderen Typ.</translation>
  </message>
  <message>
   <source>Choose another value.</source>
   <translation>Wähle einen anderen Wert.</translation>
  </message>
  <message>
   <source>Choose its prompt format, or an Instruct model.</source>
   <translation>Wähle sein Prompt-Format, oder ein Instruct-Modell.</translation>
  </message>
  <message>
   <source>Choose one by the name at the top of the chat.</source>
   <translation>Wähle eins über den Namen oben im Chat.</translation>
  </message>
  <message>
   <source>Choose one from the Models page.</source>
   <translation>Wähle eines auf der Seite Modelle.</translation>
  </message>
  <message>
   <source>Choose one of the list.</source>
   <translation>Wähle eines aus der Liste.</translation>
  </message>
  <message>
   <source>Choose one of {prompt_formats}.</source>
   <translation>Wähle eines von {prompt_formats}.</translation>
  </message>
  <message>
   <source>Choose the model that answers</source>
   <translation>Modell wählen, das antwortet</translation>
  </message>
  <message>
   <source>Choose the one that was made for it.</source>
   <translation>Wähle das, was dafür gemacht ist.</translation>
  </message>
  <message>
   <source>Choose the one that was made for this model, as a GGUF file.</source>
   <translation>Wähle die, die für dieses Modell gemacht ist, als GGUF-Datei.</translation>
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
   <source>Clear it there, in the settings, or close it first.</source>
   <translation>Leere ihn dort, in den Einstellungen, oder schließ es zuerst.</translation>
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
   <source>Close it first.</source>
   <translation>Schließ es zuerst.</translation>
  </message>
  <message>
   <source>Close it, then try again.</source>
   <translation>Schließ es und versuch es dann noch einmal.</translation>
  </message>
  <message>
   <source>Close other programs and try again.</source>
   <translation>Schließ andere Programme und versuch es noch einmal.</translation>
  </message>
  <message>
   <source>Close programs that use it, and delete it yourself.</source>
   <translation>Schließ Programme, die es benutzen, und lösch es selbst.</translation>
  </message>
  <message>
   <source>Close programs that use the file and try again.</source>
   <translation>Schließ Programme, die die Datei benutzen, und versuch es noch einmal.</translation>
  </message>
  <message>
   <source>Close programs that you do not need.</source>
   <translation>Schließ Programme, die du nicht brauchst.</translation>
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
   <source>Compare it with what you wrote down.</source>
   <translation>Vergleich ihn mit dem, was du aufgeschrieben hast.</translation>
  </message>
  <message>
   <source>Compare two models…</source>
   <translation>Zwei Modelle vergleichen…</translation>
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
   <source>Confined</source>
   <translation>Abgeschottet</translation>
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
   <source>Continue the answer</source>
   <translation>Antwort fortsetzen</translation>
  </message>
  <message>
   <source>Contrast</source>
   <translation>Kontrast</translation>
  </message>
  <message>
   <source>Convert it anew with llama.cpp's convert_lora_to_gguf.py, then add it in the inspector of its model.</source>
   <translation>Wandle ihn mit convert_lora_to_gguf.py von llama.cpp neu um und füge ihn dann im Inspektor seines Modells hinzu.</translation>
  </message>
  <message>
   <source>Convert it with llama.cpp's convert_lora_to_gguf.py, then add it in the inspector of the model it was made for.</source>
   <translation>Wandle ihn mit convert_lora_to_gguf.py von llama.cpp um und füge ihn dann im Inspektor des Modells hinzu, für das er gemacht ist.</translation>
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
   <source>Copy it again; one begins with hf_.</source>
   <translation>Kopiere es noch einmal; ein Token beginnt mit hf_.</translation>
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
   <source>Copy what is selected</source>
   <translation>Ausgewähltes kopieren</translation>
  </message>
  <message>
   <source>Copy: {what}</source>
   <translation>Kopieren: {what}</translation>
  </message>
  <message>
   <source>Copying</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <source>Copying {name}…</source>
   <translation>Kopiere {name}…</translation>
  </message>
  <message>
   <source>Correct the grammar and try again.</source>
   <translation>Berichtige die Grammatik und versuch es noch einmal.</translation>
  </message>
  <message>
   <source>Correct the line.</source>
   <translation>Korrigiere die Zeile.</translation>
  </message>
  <message>
   <source>Correct the schema and try again.</source>
   <translation>Berichtige das Schema und versuch es noch einmal.</translation>
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
   <source>Delete it yourself in “{parent}”, or stop watching that folder.</source>
   <translation>Lösch es selbst in „{parent}“, oder beobachte diesen Ordner nicht mehr.</translation>
  </message>
  <message>
   <source>Delete the file yourself if you no longer want it.</source>
   <translation>Lösch die Datei selbst, wenn du sie nicht mehr brauchst.</translation>
  </message>
  <message>
   <source>Delete the folder yourself.</source>
   <translation>Lösch den Ordner selbst.</translation>
  </message>
  <message>
   <source>Delete the last message</source>
   <translation>Letzte Nachricht löschen</translation>
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
   <source>Deleted chats</source>
   <translation>Gelöschte Chats</translation>
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
   <source>Does as the system prompt says and refuses little</source>
   <translation>Tut, was der System-Prompt sagt, und lehnt wenig ab</translation>
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
   <source>Double BOS: the template writes {bos}, {who}. Paddock gives the model exactly one.</source>
   <translation>Doppeltes BOS: Die Vorlage schreibt {bos}, {who}. Paddock gibt dem Modell genau eines.</translation>
  </message>
  <message>
   <source>Download</source>
   <translation>Herunterladen</translation>
  </message>
  <message>
   <source>Download a newer file of the same model, or convert it anew.</source>
   <translation>Lade eine neuere Datei desselben Modells herunter, oder wandle es neu um.</translation>
  </message>
  <message>
   <source>Download it again, from a source that you trust.</source>
   <translation>Lade es noch einmal herunter, aus einer Quelle, der du vertraust.</translation>
  </message>
  <message>
   <source>Download it again, or choose another model.</source>
   <translation>Lade es noch einmal herunter, oder wähle ein anderes Modell.</translation>
  </message>
  <message>
   <source>Download it again.</source>
   <translation>Lade es noch einmal herunter.</translation>
  </message>
  <message>
   <source>Download it again; if this happens twice, something between you and the Hub changes the data.</source>
   <translation>Lade es noch einmal herunter; geschieht das zweimal, verändert etwas zwischen dir und dem Hub die Daten.</translation>
  </message>
  <message>
   <source>Download it in the window, under Models; `paddock fit` tells before whether it would fit.</source>
   <translation>Lade es im Fenster herunter, unter Modelle; `paddock fit` sagt vorher, ob es passen würde.</translation>
  </message>
  <message>
   <source>Download or export it again.</source>
   <translation>Lade es noch einmal herunter, oder exportiere es noch einmal.</translation>
  </message>
  <message>
   <source>Download the Q4_0 or IQ4_NL file of the same model: llama.cpp puts it in that order by itself.</source>
   <translation>Lade die Datei Q4_0 oder IQ4_NL desselben Modells herunter: llama.cpp bringt sie von selbst in diese Ordnung.</translation>
  </message>
  <message>
   <source>Download the file itself: on Hugging Face, with the arrow beside its name; some need you to be logged in.</source>
   <translation>Lade die Datei selbst herunter: auf Hugging Face mit dem Pfeil neben ihrem Namen; für manche musst du angemeldet sein.</translation>
  </message>
  <message>
   <source>Download the llamafile again.</source>
   <translation>Lade das Llamafile noch einmal herunter.</translation>
  </message>
  <message>
   <source>Download the same model as GGUF, or convert it anew from its original.</source>
   <translation>Lade dasselbe Modell als GGUF herunter, oder wandle es aus dem Original neu um.</translation>
  </message>
  <message>
   <source>Download the same model as GGUF, which is a single file with all that is needed.</source>
   <translation>Lade dasselbe Modell als GGUF herunter: eine einzige Datei mit allem, was nötig ist.</translation>
  </message>
  <message>
   <source>Download the same model as GGUF.</source>
   <translation>Lade dasselbe Modell als GGUF herunter.</translation>
  </message>
  <message>
   <source>Download the same model as GGUF: look on Hugging Face for its name together with “GGUF”.</source>
   <translation>Lade dasselbe Modell als GGUF herunter: Such auf Hugging Face nach seinem Namen zusammen mit „GGUF“.</translation>
  </message>
  <message>
   <source>Download the smaller type instead, or the original as F16, BF16 or Q8_0.</source>
   <translation>Lade stattdessen den kleineren Typ herunter, oder das Original als F16, BF16 oder Q8_0.</translation>
  </message>
  <message>
   <source>Download the usual file of the same model, or convert it anew on this computer.</source>
   <translation>Lade die übliche Datei desselben Modells herunter, oder wandle es auf diesem Computer neu um.</translation>
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
   <source>Each sampler can be used only once.</source>
   <translation>Jeder Sampler kann nur einmal verwendet werden.</translation>
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
   <source>Ends at</source>
   <translation>Endet an</translation>
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
   <source>Enter the passphrase.</source>
   <translation>Gib die Passphrase ein.</translation>
  </message>
  <message>
   <source>Enter the passphrase…</source>
   <translation>Passphrase eingeben…</translation>
  </message>
  <message>
   <source>Enter the recovery key of these chats; they are untouched.</source>
   <translation>Gib den Wiederherstellungsschlüssel dieser Chats ein; sie sind unberührt.</translation>
  </message>
  <message>
   <source>Enter the recovery key; your chats are untouched.</source>
   <translation>Gib den Wiederherstellungsschlüssel ein; deine Chats sind unberührt.</translation>
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
   <source>Everyday questions, summaries and drafts</source>
   <translation>Alltägliche Fragen, Zusammenfassungen und Entwürfe</translation>
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
   <source>Exact instructions and sums; how it was trained is public</source>
   <translation>Genaue Anweisungen und Rechnungen; wie es trainiert wurde, ist öffentlich</translation>
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
   <source>Export fewer chats at once.</source>
   <translation>Exportiere weniger Chats auf einmal.</translation>
  </message>
  <message>
   <source>Export them as JSON; of other programs take what ChatGPT, Claude, Open WebUI, LM Studio or Jan export.</source>
   <translation>Exportiere sie als JSON; aus anderen Programmen nimm, was ChatGPT, Claude, Open WebUI, LM Studio oder Jan exportieren.</translation>
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
   <source>Files</source>
   <translation>Dateien</translation>
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
   <source>Filter</source>
   <translation>Filtern</translation>
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
   <source>Finds texts by their meaning; it is not for chatting</source>
   <translation>Findet Texte nach ihrer Bedeutung; nicht zum Chatten</translation>
  </message>
  <message>
   <source>First word</source>
   <translation>Erstes Wort</translation>
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
   <source>Flash attention is off.</source>
   <translation>Flash Attention ist aus.</translation>
  </message>
  <message>
   <source>Flash attention is on.</source>
   <translation>Flash Attention ist an.</translation>
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
   <source>Follows instructions and roles closely, calls tools</source>
   <translation>Folgt Anweisungen und Rollen genau, ruft Werkzeuge auf</translation>
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
   <source>For this chat another template is used than the one below, which {replaced}.</source>
   <translation>Für diesen Chat wird eine andere Vorlage benutzt als die unten: Diese {replaced}.</translation>
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
   <source>Fork this chat</source>
   <translation>Diesen Chat abzweigen</translation>
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
   <source>From this day</source>
   <translation>Von diesem Tag an</translation>
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
   <source>From … to …</source>
   <translation>Von … bis …</translation>
  </message>
  <message>
   <source>GB</source>
   <translation>GB</translation>
  </message>
  <message>
   <source>GPTQ or AWQ</source>
   <translation>GPTQ oder AWQ</translation>
  </message>
  <message>
   <source>GPU CPU device layers offload CUDA Vulkan Metal VRAM processor acceleration LoRA draft model</source>
   <translation>GPU CPU Gerät Schichten auslagern CUDA Vulkan Metal VRAM Prozessor Beschleunigung LoRA Entwurfsmodell Grafik</translation>
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
   <source>Give --replace to put those of the backup in their place; they are kept as a copy.</source>
   <translation>Gib --replace an, damit die der Sicherung an ihre Stelle treten; sie werden als Kopie aufbewahrt.</translation>
  </message>
  <message>
   <source>Give it</source>
   <translation>Vergeben</translation>
  </message>
  <message>
   <source>Give one that was made for this model, or choose another type.</source>
   <translation>Gib eine an, die für dieses Modell gemacht ist, oder wähle einen anderen Typ.</translation>
  </message>
  <message>
   <source>Give the name or the path of one: {there}.</source>
   <translation>Gib den Namen oder den Pfad von einem an: {there}.</translation>
  </message>
  <message>
   <source>Give the parts their names back, such as “model-00001-of-00003.gguf”, and put all into one folder.</source>
   <translation>Gib den Teilen ihre Namen zurück, etwa „model-00001-of-00003.gguf“, und leg alle in einen Ordner.</translation>
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
   <source>Graphics card, threads, prompt format</source>
   <translation>Grafikkarte, Threads, Prompt-Format</translation>
  </message>
  <message>
   <source>Greeting</source>
   <translation>Begrüßung</translation>
  </message>
  <message>
   <source>Guessed ahead</source>
   <translation>Vorausgeraten</translation>
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
   <source>HF_HUB_OFFLINE is set, so nothing can be downloaded.</source>
   <translation>HF_HUB_OFFLINE ist gesetzt, darum kann nichts heruntergeladen werden.</translation>
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
   <source>Hugging Face account login sign in access gated key password</source>
   <translation>Hugging Face Konto Anmeldung anmelden Login Zugang Schlüssel Passwort Kennwort</translation>
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
   <source>If you know what it is, look for the same model as GGUF; nearly every model is there.</source>
   <translation>Wenn du weißt, was es ist, such dasselbe Modell als GGUF; fast jedes Modell gibt es so.</translation>
  </message>
  <message>
   <source>If your company or a virus scanner looks into encrypted connections, give Paddock its certificate: a PEM file in the settings, or SSL_CERT_FILE. Otherwise somebody may be listening: try another network.</source>
   <translation>Wenn deine Firma oder ein Virenscanner in verschlüsselte Verbindungen schaut, gib Paddock deren Zertifikat: eine PEM-Datei in den Einstellungen oder SSL_CERT_FILE. Sonst hört vielleicht jemand mit: Nimm ein anderes Netz.</translation>
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
   <source>Import it first, or move the file yourself: Paddock finds it again.</source>
   <translation>Importiere sie zuerst, oder verschieb die Datei selbst: Paddock findet sie wieder.</translation>
  </message>
  <message>
   <source>Import it, on the Models page or with `paddock models import`: Paddock takes the model out of it.</source>
   <translation>Importiere es, auf der Seite Modelle oder mit `paddock models import`: Paddock nimmt das Modell heraus.</translation>
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
   <source>In the open chat, over several messages, too.</source>
   <translation>Im offenen Chat, auch über mehrere Nachrichten.</translation>
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
   <source>Install Paddock again.</source>
   <translation>Installiere Paddock neu.</translation>
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
   <source>It did not fit into the context.</source>
   <translation>Es passte nicht in den Kontext.</translation>
  </message>
  <message>
   <source>It does not fit: it takes {takes}, and a model can have {most} of this computer's {has}.</source>
   <translation>Es passt nicht: Es braucht {takes}, und ein Modell kann {most} von {has} dieses Computers haben.</translation>
  </message>
  <message>
   <source>It fits: it takes {takes} of this computer's {has} of memory.</source>
   <translation>Es passt: Es braucht {takes} von {has} Speicher dieses Computers.</translation>
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
   <source>It guesses ahead; the answer is the same.</source>
   <translation>Es rät voraus; die Antwort ist dieselbe.</translation>
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
   <source>It is damaged, or was made to do harm. Download the model from a source that you trust.</source>
   <translation>Sie ist beschädigt oder soll schaden. Lade das Modell aus einer Quelle herunter, der du vertraust.</translation>
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
   <source>It is in the trash; its room is free once it is deleted there.</source>
   <translation>Es liegt im Papierkorb; sein Platz ist frei, sobald es dort gelöscht wird.</translation>
  </message>
  <message>
   <source>It is off the list; the file stays where it is.</source>
   <translation>Es ist nicht mehr auf der Liste; die Datei bleibt, wo sie ist.</translation>
  </message>
  <message>
   <source>It is set: nobody opens your chats without it, or the recovery key.</source>
   <translation>Sie ist festgelegt: Ohne sie oder den Wiederherstellungsschlüssel öffnet niemand deine Chats.</translation>
  </message>
  <message>
   <source>It is tight: it takes {takes} of this computer's {has} of memory; other programs must make way.</source>
   <translation>Es ist knapp: Es braucht {takes} von {has} Speicher dieses Computers; andere Programme müssen weichen.</translation>
  </message>
  <message>
   <source>It is used where it lies.</source>
   <translation>Sie wird verwendet, wo sie liegt.</translation>
  </message>
  <message>
   <source>It is what it was promised to be.</source>
   <translation>Sie ist, was sie zu sein versprach.</translation>
  </message>
  <message>
   <source>It is what it was when it was first hashed.</source>
   <translation>Sie ist noch dieselbe wie bei der ersten Prüfsumme.</translation>
  </message>
  <message>
   <source>It lies in “{own}” now, for this disk has no trash; delete it there to free its room.</source>
   <translation>Es liegt jetzt in „{own}“, denn dieser Datenträger hat keinen Papierkorb; lösch es dort, um den Platz freizugeben.</translation>
  </message>
  <message>
   <source>It may have been moved or deleted: open it where it is now, or choose another model.</source>
   <translation>Vielleicht wurde sie verschoben oder gelöscht: Öffne sie, wo sie jetzt liegt, oder wähle ein anderes Modell.</translation>
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
   <source>It should fit: by its size it takes about {memory} of {total}.</source>
   <translation>Es sollte passen: Nach seiner Größe braucht es etwa {memory} von {total}.</translation>
  </message>
  <message>
   <source>It should just fit: by its size it takes about {memory} of {total}.</source>
   <translation>Es sollte gerade passen: Nach seiner Größe braucht es etwa {memory} von {total}.</translation>
  </message>
  <message>
   <source>It should not fit: by its size it takes about {memory} of {total}.</source>
   <translation>Es wird nicht passen: Nach seiner Größe braucht es etwa {memory} von {total}.</translation>
  </message>
  <message>
   <source>It takes about {size} beside the model.</source>
   <translation>Es braucht neben dem Modell etwa {size}.</translation>
  </message>
  <message>
   <source>It was left as it is. A copy or a backup can be brought back, or what can be read be salvaged.</source>
   <translation>Sie blieb, wie sie ist. Eine Kopie oder eine Sicherung lässt sich zurückholen, oder was lesbar ist, retten.</translation>
  </message>
  <message>
   <source>It was left as it is. Check the disk and put back a copy from your backup.</source>
   <translation>Es wurde gelassen, wie es war. Prüfe den Datenträger und stell eine Kopie aus deiner Sicherung wieder her.</translation>
  </message>
  <message>
   <source>It was put back already.</source>
   <translation>Es wurde schon zurückgeholt.</translation>
  </message>
  <message>
   <source>It was stopped: one chat was left out.</source>
   <translation>Es wurde angehalten: Ein Chat blieb weg.</translation>
  </message>
  <message>
   <source>It was stopped: {n} chats were left out.</source>
   <translation>Es wurde angehalten: {n} Chats blieben weg.</translation>
  </message>
  <message>
   <source>It was trained with no more, so there is nothing to choose.</source>
   <translation>Mit mehr wurde es nicht trainiert; darum gibt es nichts zu wählen.</translation>
  </message>
  <message>
   <source>It was trained with {n_ctx_train} tokens; beyond them answers get worse.</source>
   <translation>Es wurde mit {n_ctx_train} Token trainiert; darüber werden die Antworten schlechter.</translation>
  </message>
  <message>
   <source>It will be gone. Nothing of it was kept, and nothing brings it back.</source>
   <translation>Er wird fort sein. Nichts davon wurde aufbewahrt, und nichts holt ihn zurück.</translation>
  </message>
  <message>
   <source>It writes a chat differently from the known template of {name}.</source>
   <translation>Sie schreibt einen Chat anders auf als die bekannte Vorlage von {name}.</translation>
  </message>
  <message>
   <source>Its Q4_K_M file takes about as much memory as 4 bits elsewhere.</source>
   <translation>Seine Q4_K_M-Datei braucht etwa so viel Speicher wie anderswo 4 Bits.</translation>
  </message>
  <message>
   <source>Its Q4_K_M file takes about as much memory.</source>
   <translation>Seine Q4_K_M-Datei braucht etwa so viel Speicher.</translation>
  </message>
  <message>
   <source>Its SHA-256 is recorded now; the next check compares with it.</source>
   <translation>Ihre SHA-256 ist jetzt vermerkt; die nächste Prüfung vergleicht damit.</translation>
  </message>
  <message>
   <source>Its chat may have been deleted.</source>
   <translation>Sein Chat wurde vielleicht gelöscht.</translation>
  </message>
  <message>
   <source>Its keyring is needed as well.</source>
   <translation>Sein Schlüsselbund wird dann auch gebraucht.</translation>
  </message>
  <message>
   <source>Its last words: {words}</source>
   <translation>Ihre letzten Worte: {words}</translation>
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
   <source>KV cache</source>
   <translation>KV-Cache</translation>
  </message>
  <message>
   <source>KV cache disk cached</source>
   <translation>KV-Cache Festplatte Zwischenspeicher zwischenspeichern</translation>
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
   <source>Keep them on the disk</source>
   <translation>Auf der Platte behalten</translation>
  </message>
  <message>
   <source>Keep this</source>
   <translation>Diese behalten</translation>
  </message>
  <message>
   <source>Keep this, the answer of {name}</source>
   <translation>Diese behalten, die Antwort von {name}</translation>
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
   <source>Landlock cannot be used ({why})</source>
   <translation>Landlock lässt sich nicht benutzen ({why})</translation>
  </message>
  <message>
   <source>Landlock is switched off in this kernel</source>
   <translation>Landlock ist in diesem Kernel abgeschaltet</translation>
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
   <source>Last 12 months</source>
   <translation>Letzte 12 Monate</translation>
  </message>
  <message>
   <source>Last 30 days</source>
   <translation>Letzte 30 Tage</translation>
  </message>
  <message>
   <source>Last 7 days</source>
   <translation>Letzte 7 Tage</translation>
  </message>
  <message>
   <source>Last answer</source>
   <translation>Letzte Antwort</translation>
  </message>
  <message>
   <source>Last message</source>
   <translation>Letzte Nachricht</translation>
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
   <source>Layers</source>
   <translation>Schichten</translation>
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
   <source>Left out</source>
   <translation>Weggelassen</translation>
  </message>
  <message>
   <source>Left out, or not as it was:</source>
   <translation>Weggelassen, oder nicht wie es war:</translation>
  </message>
  <message>
   <source>Let Paddock load the model at its start, and free it later or never (Settings).</source>
   <translation>Lass Paddock das Modell beim Start laden und später oder nie freigeben (Einstellungen).</translation>
  </message>
  <message>
   <source>Let the download finish, or download it again.</source>
   <translation>Lass den Download zu Ende gehen, oder lade es noch einmal herunter.</translation>
  </message>
  <message>
   <source>Let the file's name end with .json, or give the persona a picture first.</source>
   <translation>Lass den Namen der Datei auf .json enden, oder gib der Persona erst ein Bild.</translation>
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
   <source>Load it again.</source>
   <translation>Lade es noch einmal.</translation>
  </message>
  <message>
   <source>Load models before they are asked</source>
   <translation>Modelle laden, bevor sie gefragt werden</translation>
  </message>
  <message>
   <source>Loading</source>
   <translation>Laden</translation>
  </message>
  <message>
   <source>Loading of single models</source>
   <translation>Laden einzelner Modelle</translation>
  </message>
  <message>
   <source>Loading the model took most of the time.</source>
   <translation>Das Laden des Modells brauchte die meiste Zeit.</translation>
  </message>
  <message>
   <source>Loading the model took {took} for {size}{speed}. The first time after a start it comes from the disk; later it is still in memory.</source>
   <translation>Das Laden des Modells brauchte {took} für {size}{speed}. Das erste Mal nach einem Start kommt es vom Datenträger; später ist es noch im Speicher.</translation>
  </message>
  <message>
   <source>Loading the model was stopped.</source>
   <translation>Das Laden des Modells wurde abgebrochen.</translation>
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
   <source>Loading “{name}” came to a halt.</source>
   <translation>Das Laden von „{name}“ kam zum Stillstand.</translation>
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
   <source>Look at how its name is written. A private one needs a token of an account that may see it.</source>
   <translation>Schau, wie sein Name geschrieben wird. Ein privates braucht das Token eines Kontos, das es sehen darf.</translation>
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
   <source>Look on Hugging Face for “{name} GGUF” and download that.</source>
   <translation>Such auf Hugging Face nach „{name} GGUF“ und lade das herunter.</translation>
  </message>
  <message>
   <source>Looking at what this computer can run…</source>
   <translation>Es wird nachgesehen, was auf diesem Computer laufen kann…</translation>
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
   <source>Made of Q8_0, each comes out a little worse than made of F16.</source>
   <translation>Aus Q8_0 gemacht, wird jeder etwas schlechter als aus F16.</translation>
  </message>
  <message>
   <source>Make a new one on the Hub (Settings, Access Tokens) and give it to Paddock, or remove the one that is kept.</source>
   <translation>Erzeuge ein neues auf dem Hub (Settings, Access Tokens) und gib es Paddock, oder entferne das aufbewahrte.</translation>
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
   <source>Make it and its folder readable for you.</source>
   <translation>Mach es und seinen Ordner für dich lesbar.</translation>
  </message>
  <message>
   <source>Make it readable for you.</source>
   <translation>Mach es für dich lesbar.</translation>
  </message>
  <message>
   <source>Make it writable for you, then try again.</source>
   <translation>Mach es für dich beschreibbar und versuch es dann noch einmal.</translation>
  </message>
  <message>
   <source>Make it writable, or set PADDOCK_HOME to a folder that is.</source>
   <translation>Mach ihn beschreibbar, oder setz PADDOCK_HOME auf einen Ordner, der es ist.</translation>
  </message>
  <message>
   <source>Make its folder writable, or set PADDOCK_HOME to a folder that is.</source>
   <translation>Mach seinen Ordner beschreibbar, oder setz PADDOCK_HOME auf einen Ordner, der es ist.</translation>
  </message>
  <message>
   <source>Make room on the disk, or make “{config}” writable.</source>
   <translation>Schaff Platz auf dem Datenträger, oder mach „{config}“ beschreibbar.</translation>
  </message>
  <message>
   <source>Make room on the disk, or make “{parent}” writable.</source>
   <translation>Schaff Platz auf dem Datenträger, oder mach „{parent}“ beschreibbar.</translation>
  </message>
  <message>
   <source>Make room on the disk, or see whether it is failing; then try again.</source>
   <translation>Schaff Platz auf dem Datenträger, oder sieh nach, ob er versagt; versuch es dann noch einmal.</translation>
  </message>
  <message>
   <source>Make room on the disk, then try again; your chats are as they were.</source>
   <translation>Schaff Platz auf dem Datenträger und versuch es dann noch einmal; deine Chats sind, wie sie waren.</translation>
  </message>
  <message>
   <source>Make room there, or choose another folder.</source>
   <translation>Schaff dort Platz, oder wähle einen anderen Ordner.</translation>
  </message>
  <message>
   <source>Make room there, or choose another place; nothing was changed.</source>
   <translation>Schaff dort Platz, oder wähle einen anderen Ort; nichts wurde geändert.</translation>
  </message>
  <message>
   <source>Make room, or choose a smaller model; then press Resume.</source>
   <translation>Schaff Platz, oder wähle ein kleineres Modell; drück dann Fortsetzen.</translation>
  </message>
  <message>
   <source>Make room, or choose another folder or a smaller type.</source>
   <translation>Schaff Platz, oder wähle einen anderen Ordner oder einen kleineren Typ.</translation>
  </message>
  <message>
   <source>Make room, then press Resume; what was downloaded is kept.</source>
   <translation>Schaff Platz und drück dann Fortsetzen; was heruntergeladen ist, bleibt.</translation>
  </message>
  <message>
   <source>Make room, then try again.</source>
   <translation>Schaff Platz und versuch es dann noch einmal.</translation>
  </message>
  <message>
   <source>Make the file and its folder writable for you, then try again.</source>
   <translation>Mach die Datei und ihren Ordner für dich beschreibbar und versuch es dann noch einmal.</translation>
  </message>
  <message>
   <source>Make their structure flatter.</source>
   <translation>Mach ihre Struktur flacher.</translation>
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
   <source>Making a smaller model was stopped.</source>
   <translation>Das Verkleinern eines Modells wurde abgebrochen.</translation>
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
   <source>Measure what is fastest</source>
   <translation>Messen, was am schnellsten ist</translation>
  </message>
  <message>
   <source>Measuring this computer…</source>
   <translation>Messe diesen Computer…</translation>
  </message>
  <message>
   <source>Memory is short, so the context {said}.</source>
   <translation>Der Speicher ist knapp: Der Kontext {said}.</translation>
  </message>
  <message>
   <source>Memory on {device}</source>
   <translation>Speicher auf {device}</translation>
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
   <source>Meta’s for Llama 3</source>
   <translation>die von Meta für Llama 3</translation>
  </message>
  <message>
   <source>Meta’s for Llama 3.1 and 3.3</source>
   <translation>die von Meta für Llama 3.1 und 3.3</translation>
  </message>
  <message>
   <source>Meta’s for Llama 3.2</source>
   <translation>die von Meta für Llama 3.2</translation>
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
   <source>Mirostat must be 0, 1 or 2.</source>
   <translation>Mirostat muss 0, 1 oder 2 sein.</translation>
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
   <source>Mirostat's eta must lie between 0 and 10.</source>
   <translation>Eta von Mirostat muss zwischen 0 und 10 liegen.</translation>
  </message>
  <message>
   <source>Mirostat's tau must lie between 0 and 100.</source>
   <translation>Tau von Mirostat muss zwischen 0 und 100 liegen.</translation>
  </message>
  <message>
   <source>Missing end of turn: the file names {eos} as the end of an answer, and a turn ends with {end}. Paddock ends at both.</source>
   <translation>Ende des Beitrags fehlt: Die Datei nennt {eos} als Ende einer Antwort, und ein Beitrag endet mit {end}. Paddock hört bei beiden auf.</translation>
  </message>
  <message>
   <source>Missing end of turn: the vocabulary has no token {end}, which the template writes. Paddock ends an answer where these letters come.</source>
   <translation>Ende des Beitrags fehlt: Das Vokabular hat kein Token {end}, das die Vorlage schreibt. Paddock beendet eine Antwort, wo diese Buchstaben kommen.</translation>
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
   <source>Most likely the file is damaged, or was made to do harm: download it again from a source that you trust, or choose another model.</source>
   <translation>Am ehesten ist die Datei beschädigt oder soll schaden: Lade sie noch einmal aus einer Quelle herunter, der du vertraust, oder wähle ein anderes Modell.</translation>
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
   <source>Move up or down</source>
   <translation>Nach oben oder unten verschieben</translation>
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
   <source>Name a file of certificates in PEM format, or remove the setting.</source>
   <translation>Nenne eine Datei mit Zertifikaten im PEM-Format, oder entferne die Einstellung.</translation>
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
   <source>Name one.</source>
   <translation>Nenne eines.</translation>
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
   <source>New chats are answered by the guide, which plays nobody: a persona needs a real model.</source>
   <translation>Neue Chats beantwortet der Guide, der niemanden spielt: Eine Persona braucht ein richtiges Modell.</translation>
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
   <source>New template…</source>
   <translation>Neue Vorlage…</translation>
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
   <source>Next version</source>
   <translation>Nächste Fassung</translation>
  </message>
  <message>
   <source>No BOS at the beginning.</source>
   <translation>Kein BOS am Anfang.</translation>
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
   <source>No copy of your chats could be kept ({why}), so nothing was changed.</source>
   <translation>Es konnte keine Kopie deiner Chats aufbewahrt werden ({why}), darum wurde nichts geändert.</translation>
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
   <source>No model is loaded.</source>
   <translation>Kein Modell ist geladen.</translation>
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
   <source>Not confined</source>
   <translation>Nicht abgeschottet</translation>
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
   <source>Not one layer fits into the {memory_free} that {name} has free.</source>
   <translation>Nicht eine Schicht passt in {memory_free}, die auf {name} frei sind.</translation>
  </message>
  <message>
   <source>Nothing brings them back then.</source>
   <translation>Danach holt sie nichts mehr zurück.</translation>
  </message>
  <message>
   <source>Nothing can be sent: the folder of your chats is read-only</source>
   <translation>Nichts kann gesendet werden: Der Ordner deiner Chats ist schreibgeschützt</translation>
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
   <source>Nothing is searched or downloaded; what was read before can be read.</source>
   <translation>Nichts wird gesucht oder heruntergeladen; was schon gelesen wurde, lässt sich lesen.</translation>
  </message>
  <message>
   <source>Nothing moves by itself. Else it is as the system has it.</source>
   <translation>Nichts bewegt sich von selbst. Sonst ist es, wie das System es hat.</translation>
  </message>
  <message>
   <source>Nothing new came in.</source>
   <translation>Es kam nichts Neues herein.</translation>
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
   <source>Nothing of the damaged chats could be read.</source>
   <translation>Von den beschädigten Chats konnte nichts gelesen werden.</translation>
  </message>
  <message>
   <source>Nothing of this chat is kept</source>
   <translation>Von diesem Chat wird nichts aufbewahrt</translation>
  </message>
  <message>
   <source>Nothing stands out.</source>
   <translation>Nichts fällt auf.</translation>
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
   <source>Nothing was kept.</source>
   <translation>Nichts wurde aufbewahrt.</translation>
  </message>
  <message>
   <source>Nothing was written.</source>
   <translation>Nichts wurde geschrieben.</translation>
  </message>
  <message>
   <source>Notice</source>
   <translation>Hinweis</translation>
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
   <source>Of {chats}.</source>
   <translation>Von {chats}.</translation>
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
   <translation>Aus: Dieser Computer hat kein Wörterbuch. Installiere eines für Hunspell oder Enchant, von dort, woher dein System seine Programme hat, und starte Paddock neu.</translation>
  </message>
  <message>
   <source>Old rope: this early conversion lacks the scaling of the rotary embeddings (rope_freqs.weight), so answers to long texts come out wrong. Download the model anew, in a newer conversion.</source>
   <translation>Altes RoPE: Dieser frühen Umwandlung fehlt die Skalierung der rotierenden Positionen (rope_freqs.weight), darum werden Antworten auf lange Texte falsch. Lade das Modell in einer neueren Umwandlung herunter.</translation>
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
   <source>On the disk</source>
   <translation>Auf dem Datenträger</translation>
  </message>
  <message>
   <source>On this computer</source>
   <translation>Auf diesem Computer</translation>
  </message>
  <message>
   <source>One BOS at the beginning.</source>
   <translation>Ein BOS am Anfang.</translation>
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
   <source>One chat that was in the trash is back.</source>
   <translation>Ein Chat, der im Papierkorb lag, ist wieder da.</translation>
  </message>
  <message>
   <source>One chat with {messages} came in from {program}.</source>
   <translation>Ein Chat mit {messages} kam aus {program}.</translation>
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
   <source>One message of a chat could not be read.</source>
   <translation>Eine Nachricht eines Chats konnte nicht gelesen werden.</translation>
  </message>
  <message>
   <source>One on each line; \n stands for the end of a line.</source>
   <translation>Eine in jeder Zeile; \n steht für das Ende einer Zeile.</translation>
  </message>
  <message>
   <source>One picture or file of a chat was left out.</source>
   <translation>Ein Bild oder eine Datei eines Chats wurde weggelassen.</translation>
  </message>
  <message>
   <source>One stretch could not be read.</source>
   <translation>Ein Abschnitt ließ sich nicht lesen.</translation>
  </message>
  <message>
   <source>One thread of this computer copies {bandwidth:.0f} GB a second.</source>
   <translation>Ein Thread dieses Computers kopiert {bandwidth:.0f} GB pro Sekunde.</translation>
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
   <source>Only models on this computer can be looked at or run, and “hf:” names one on Hugging Face.</source>
   <translation>Nur Modelle auf diesem Computer können angesehen oder ausgeführt werden, und „hf:“ nennt eines auf Hugging Face.</translation>
  </message>
  <message>
   <source>Only on this computer</source>
   <translation>Nur auf diesem Computer</translation>
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
   <source>Only what you wrote can be asked again.</source>
   <translation>Nur was du geschrieben hast, kann noch einmal gefragt werden.</translation>
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
   <source>Only {free} are free right now: close other programs first.</source>
   <translation>Nur {free} sind gerade frei: Schließ zuerst andere Programme.</translation>
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
   <source>Open Paddock, then Models, and press Download.</source>
   <translation>Öffne Paddock, dann Modelle, und drück Herunterladen.</translation>
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
   <source>Open folder: {name}</source>
   <translation>Ordner öffnen: {name}</translation>
  </message>
  <message>
   <source>Open in browser</source>
   <translation>Im Browser öffnen</translation>
  </message>
  <message>
   <source>Open it again where it is now, or choose another model.</source>
   <translation>Öffne sie dort, wo sie jetzt ist, oder wähle ein anderes Modell.</translation>
  </message>
  <message>
   <source>Open it in Paddock and see whether it loads.</source>
   <translation>Öffne es in Paddock und sieh, ob es lädt.</translation>
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
   <source>Open the chats</source>
   <translation>Die Chats öffnen</translation>
  </message>
  <message>
   <source>Open the downloads</source>
   <translation>Downloads öffnen</translation>
  </message>
  <message>
   <source>Open the inspector</source>
   <translation>Inspektor öffnen</translation>
  </message>
  <message>
   <source>Open the largest of the files that it names, in the folder “blobs”: that is a GGUF file.</source>
   <translation>Öffne die größte der Dateien, die sie nennt, im Ordner „blobs“: Das ist eine GGUF-Datei.</translation>
  </message>
  <message>
   <source>Open the model in it: “{model}” (there are {count}).</source>
   <translation>Öffne das Modell darin: „{model}“ (es gibt {count}).</translation>
  </message>
  <message>
   <source>Open the model in it: “{model}”.</source>
   <translation>Öffne das Modell darin: „{model}“.</translation>
  </message>
  <message>
   <source>Open the model that it belongs to, which lies beside it where it was downloaded.</source>
   <translation>Öffne das Modell, zu dem es gehört; es liegt daneben, wo es heruntergeladen wurde.</translation>
  </message>
  <message>
   <source>Open the model that it belongs to.</source>
   <translation>Öffne das Modell, zu dem es gehört.</translation>
  </message>
  <message>
   <source>Open the model that it names behind FROM.</source>
   <translation>Öffne das Modell, das es hinter FROM nennt.</translation>
  </message>
  <message>
   <source>Open the model that it was made for, and add it there in the inspector.</source>
   <translation>Öffne das Modell, für das er gemacht wurde, und füge ihn dort im Inspektor hinzu.</translation>
  </message>
  <message>
   <source>Open the trash…</source>
   <translation>Papierkorb öffnen…</translation>
  </message>
  <message>
   <source>Open the window once; then they can be searched.</source>
   <translation>Öffne das Fenster einmal; danach können sie durchsucht werden.</translation>
  </message>
  <message>
   <source>Open them first.</source>
   <translation>Öffne sie zuerst.</translation>
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
   <source>Or convert the folder with llama.cpp's convert_hf_to_gguf.py.</source>
   <translation>Oder wandle den Ordner mit convert_hf_to_gguf.py von llama.cpp um.</translation>
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
   <source>Other programs are busy.</source>
   <translation>Andere Programme sind beschäftigt.</translation>
  </message>
  <message>
   <source>Other programs take {other_load:.0%} of the processor now.</source>
   <translation>Andere Programme nehmen gerade {other_load:.0%} des Prozessors.</translation>
  </message>
  <message>
   <source>Other settings…</source>
   <translation>Andere Einstellungen…</translation>
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
   <source>PDF: what is shown, to print or pass on</source>
   <translation>PDF: was gezeigt wird, zum Drucken oder Weitergeben</translation>
  </message>
  <message>
   <source>Paddock</source>
   <translation>Paddock</translation>
  </message>
  <message>
   <source>Paddock and other programs that know character cards can read it.</source>
   <translation>Paddock und andere Programme, die Charakterkarten kennen, können sie lesen.</translation>
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
   <source>Paddock chooses them for each model. The inspector says what it chose and why, and changes it.</source>
   <translation>Paddock wählt sie für jedes Modell. Der Inspektor sagt, was gewählt wurde und warum, und ändert es.</translation>
  </message>
  <message>
   <source>Paddock chooses what is automatic from this computer's memory. Apply loads the model again.</source>
   <translation>Was auf Automatisch steht, wählt Paddock nach dem Speicher dieses Computers. Anwenden lädt das Modell neu.</translation>
  </message>
  <message>
   <source>Paddock deletes only models that it downloaded; delete this file where it lies.</source>
   <translation>Paddock löscht nur Modelle, die es heruntergeladen hat; lösch diese Datei dort, wo sie liegt.</translation>
  </message>
  <message>
   <source>Paddock does not do that on Windows</source>
   <translation>Paddock tut das unter Windows nicht</translation>
  </message>
  <message>
   <source>Paddock does not know a model “{entry_id}”.</source>
   <translation>Paddock kennt kein Modell „{entry_id}“.</translation>
  </message>
  <message>
   <source>Paddock does not know how this model wants to be talked to: it can only continue text.</source>
   <translation>Paddock weiß nicht, wie dieses Modell angesprochen werden will: Es kann nur Text fortsetzen.</translation>
  </message>
  <message>
   <source>Paddock does not know how {name} wants to be talked to.</source>
   <translation>Paddock weiß nicht, wie mit {name} gesprochen werden soll.</translation>
  </message>
  <message>
   <source>Paddock does not see pictures yet: for text, choose Llama 3.2 3B Instruct or Llama 3.1 8B Instruct.</source>
   <translation>Paddock sieht noch keine Bilder: Für Text wähle Llama 3.2 3B Instruct oder Llama 3.1 8B Instruct.</translation>
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
   <source>Paddock is already running.</source>
   <translation>Paddock läuft schon.</translation>
  </message>
  <message>
   <source>Paddock is running and has your chats open.</source>
   <translation>Paddock läuft und hat deine Chats offen.</translation>
  </message>
  <message>
   <source>Paddock is running and uses its cache.</source>
   <translation>Paddock läuft und benutzt seinen Cache.</translation>
  </message>
  <message>
   <source>Paddock is set to stay offline, so nothing was asked.</source>
   <translation>Paddock soll offline bleiben, darum wurde nichts gefragt.</translation>
  </message>
  <message>
   <source>Paddock is set to stay offline.</source>
   <translation>Paddock soll offline bleiben.</translation>
  </message>
  <message>
   <source>Paddock knows proxies such as http://proxy.example.com:8080; look into the settings, and into HTTPS_PROXY and ALL_PROXY in the environment.</source>
   <translation>Paddock kennt Proxys wie http://proxy.example.com:8080; schau in die Einstellungen und nach HTTPS_PROXY und ALL_PROXY in der Umgebung.</translation>
  </message>
  <message>
   <source>Paddock tries again by itself.</source>
   <translation>Paddock versucht es von selbst noch einmal.</translation>
  </message>
  <message>
   <source>Paddock uses models in GGUF format.</source>
   <translation>Paddock benutzt Modelle im Format GGUF.</translation>
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
   <source>Paddock's own, as the file has none that works</source>
   <translation>Paddocks eigene, da die Datei keine hat, die funktioniert</translation>
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
   <source>Paste the text first and type the question after it: it is processed while you type.</source>
   <translation>Füge zuerst den Text ein und tipp die Frage danach: Er wird verarbeitet, während du tippst.</translation>
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
   <source>Pause a download, or resume it</source>
   <translation>Einen Download anhalten oder fortsetzen</translation>
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
   <source>Press Resume to try again.</source>
   <translation>Drück Fortsetzen, um es noch einmal zu versuchen.</translation>
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
   <source>Previous version</source>
   <translation>Vorherige Fassung</translation>
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
   <source>Processed ahead</source>
   <translation>Vorab verarbeitet</translation>
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
   <source>Processed chats, encrypted; read back when used.</source>
   <translation>Verarbeitete Chats, verschlüsselt; zurückgelesen, wenn sie gebraucht werden.</translation>
  </message>
  <message>
   <source>Processing the prompt took most of the time.</source>
   <translation>Das Verarbeiten des Prompts brauchte die meiste Zeit.</translation>
  </message>
  <message>
   <source>Prompt</source>
   <translation>Prompt</translation>
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
   <source>Put all of them into the same folder.</source>
   <translation>Leg alle in denselben Ordner.</translation>
  </message>
  <message>
   <source>Put all parts into one folder, with names that end as they were downloaded, and open the first.</source>
   <translation>Leg alle Teile in einen Ordner, mit Namen, die enden wie beim Herunterladen, und öffne den ersten.</translation>
  </message>
  <message>
   <source>Put the model's imatrix file beside it (GGUF), or name it with --imatrix; or choose a larger type.</source>
   <translation>Leg die imatrix-Datei des Modells daneben (GGUF), oder nenne sie mit --imatrix; oder wähle einen größeren Typ.</translation>
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
   <source>Remembered</source>
   <translation>Gemerkt</translation>
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
   <source>Remove it from the environment and start Paddock again.</source>
   <translation>Entferne es aus der Umgebung und starte Paddock neu.</translation>
  </message>
  <message>
   <source>Remove the passphrase</source>
   <translation>Passphrase entfernen</translation>
  </message>
  <message>
   <source>Remove the passphrase?</source>
   <translation>Die Passphrase entfernen?</translation>
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
   <source>Removing the passphrase…</source>
   <translation>Die Passphrase wird entfernt…</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>Umbenennen</translation>
  </message>
  <message>
   <source>Rename another model.</source>
   <translation>Benenne ein anderes Modell um.</translation>
  </message>
  <message>
   <source>Rename folder…</source>
   <translation>Ordner umbenennen…</translation>
  </message>
  <message>
   <source>Rename one of the two, or remove the one that you do not need.</source>
   <translation>Benenne eine der beiden um, oder entferne die, die du nicht brauchst.</translation>
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
   <source>Resume that one, or cancel it first.</source>
   <translation>Setz den Download fort, oder brich ihn zuerst ab.</translation>
  </message>
  <message>
   <source>Rich text</source>
   <translation>Formatierter Text</translation>
  </message>
  <message>
   <source>Run “git lfs pull” in its folder, or download the file itself.</source>
   <translation>Führ „git lfs pull“ in seinem Ordner aus, oder lade die Datei selbst herunter.</translation>
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
   <source>Says more reliably whether a text is harmful; answers nothing else</source>
   <translation>Sagt verlässlicher, ob ein Text schädlich ist; antwortet sonst nichts</translation>
  </message>
  <message>
   <source>Says whether a text is harmful; answers nothing else</source>
   <translation>Sagt, ob ein Text schädlich ist; antwortet sonst nichts</translation>
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
   <source>Screen readers</source>
   <translation>Screenreader</translation>
  </message>
  <message>
   <source>Search</source>
   <translation>Suchen</translation>
  </message>
  <message>
   <source>Search all chats</source>
   <translation>Alle Chats durchsuchen</translation>
  </message>
  <message>
   <source>Search between two days</source>
   <translation>Zwischen zwei Tagen suchen</translation>
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
   <source>Searches what was read before</source>
   <translation>Sucht in dem, was schon gelesen wurde</translation>
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
   <source>See whether it is full or failing, then try again.</source>
   <translation>Sieh nach, ob er voll ist oder versagt, und versuch es dann noch einmal.</translation>
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
   <source>Select all</source>
   <translation>Alles auswählen</translation>
  </message>
  <message>
   <source>Select text</source>
   <translation>Text auswählen</translation>
  </message>
  <message>
   <source>Send</source>
   <translation>Senden</translation>
  </message>
  <message>
   <source>Send it in parts.</source>
   <translation>Schick ihn in Teilen.</translation>
  </message>
  <message>
   <source>Send them as they came, or leave the call out.</source>
   <translation>Schick sie so, wie sie kamen, oder lass den Aufruf weg.</translation>
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
   <source>Set a passphrase…</source>
   <translation>Passphrase festlegen…</translation>
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
   <source>Set it to one such as {endpoint}, or remove it.</source>
   <translation>Setz es auf etwas wie {endpoint}, oder entferne es.</translation>
  </message>
  <message>
   <source>Set one first: Settings, or `paddock lock set`.</source>
   <translation>Setz zuerst eine: in den Einstellungen oder mit `paddock lock set`.</translation>
  </message>
  <message>
   <source>Set to stay offline: change that…</source>
   <translation>Soll offline bleiben: das ändern…</translation>
  </message>
  <message>
   <source>Setting the passphrase…</source>
   <translation>Die Passphrase wird festgelegt…</translation>
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
   <source>Shorten the message, start a new chat, or load the model with a larger context.</source>
   <translation>Kürze die Nachricht, beginne einen neuen Chat, oder lade das Modell mit einem größeren Kontext.</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>Zeigen</translation>
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
   <source>Show the recovery key?</source>
   <translation>Den Wiederherstellungsschlüssel zeigen?</translation>
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
   <source>Sign in at {page} in the browser</source>
   <translation>Melde dich im Browser auf {page} an</translation>
  </message>
  <message>
   <source>Sign in in the browser</source>
   <translation>Melde dich im Browser an</translation>
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
   <source>So more threads would not help.</source>
   <translation>Mehr Threads würden also nicht helfen.</translation>
  </message>
  <message>
   <source>Some models are given only to those who accepted their licence. Sign in to {host} in your browser, accept it there, and make a token of the kind “Read” in the account's settings. Paddock asks {host} whose token it is, keeps it in the system's keyring, and sends it nowhere else.</source>
   <translation>Manche Modelle bekommen nur die, die ihre Lizenz angenommen haben. Melde dich in deinem Browser bei {host} an, nimm sie dort an und erstelle in den Einstellungen des Kontos ein Token der Art „Read“. Paddock fragt {host}, wem das Token gehört, bewahrt es im Schlüsselbund des Systems auf und sendet es sonst nirgendwohin.</translation>
  </message>
  <message>
   <source>Something went wrong in Paddock itself; the log says more.</source>
   <translation>In Paddock selbst ging etwas schief; das Protokoll sagt mehr.</translation>
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
   <source>Start Paddock where that keyring runs, or enter the recovery key; your chats are untouched.</source>
   <translation>Starte Paddock dort, wo dieser Schlüsselbund läuft, oder gib den Wiederherstellungsschlüssel ein; deine Chats sind unberührt.</translation>
  </message>
  <message>
   <source>Start it again.</source>
   <translation>Starte es noch einmal.</translation>
  </message>
  <message>
   <source>Start one with `paddock`.</source>
   <translation>Beginne einen mit `paddock`.</translation>
  </message>
  <message>
   <source>Start that version, or enter the recovery key.</source>
   <translation>Starte jene Version, oder gib den Wiederherstellungsschlüssel ein.</translation>
  </message>
  <message>
   <source>Start that version, or update this one; the chats are untouched.</source>
   <translation>Starte jene Version, oder aktualisiere diese; die Chats sind unberührt.</translation>
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
   <source>Stop it first.</source>
   <translation>Halte es zuerst an.</translation>
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
   <source>Switch that off under Settings, Privacy.</source>
   <translation>Schalte das aus, unter Einstellungen, Datenschutz.</translation>
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
   <source>Tag</source>
   <translation>Schlagwort</translation>
  </message>
  <message>
   <source>Tags</source>
   <translation>Schlagwörter</translation>
  </message>
  <message>
   <source>Take a few words that belong together for nobody but you.</source>
   <translation>Nimm ein paar Wörter, die nur für dich zusammengehören.</translation>
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
   <translation>„{word}“ aus deinen Wörtern entfernen</translation>
  </message>
  <message>
   <source>Taking out the model</source>
   <translation>Das Modell wird herausgenommen</translation>
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
   <source>Template</source>
   <translation>Vorlage</translation>
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
   <source>That of {name} is used instead.</source>
   <translation>Stattdessen wird die von {name} benutzt.</translation>
  </message>
  <message>
   <source>The DRY base must lie between 1 and 100.</source>
   <translation>Die DRY-Basis muss zwischen 1 und 100 liegen.</translation>
  </message>
  <message>
   <source>The DRY length must not be negative.</source>
   <translation>Die DRY-Länge darf nicht negativ sein.</translation>
  </message>
  <message>
   <source>The DRY multiplier must lie between 0 and 100.</source>
   <translation>Der DRY-Faktor muss zwischen 0 und 100 liegen.</translation>
  </message>
  <message>
   <source>The DRY range must be -1 or more.</source>
   <translation>Die DRY-Reichweite muss -1 oder mehr sein.</translation>
  </message>
  <message>
   <source>The Hub answered with an error ({status}).</source>
   <translation>Der Hub antwortete mit einem Fehler ({status}).</translation>
  </message>
  <message>
   <source>The Hub cannot be reached.</source>
   <translation>Der Hub ist nicht zu erreichen.</translation>
  </message>
  <message>
   <source>The Hub cannot go on in the middle of the file: the download began again.</source>
   <translation>Der Hub kann nicht mitten in der Datei weitermachen: Der Download begann von vorn.</translation>
  </message>
  <message>
   <source>The Hub did not say how large the file is and what its hash is.</source>
   <translation>Der Hub sagte nicht, wie groß die Datei ist und welche Prüfsumme sie hat.</translation>
  </message>
  <message>
   <source>The Hub did not say whose token this is.</source>
   <translation>Der Hub sagte nicht, wessen Token das ist.</translation>
  </message>
  <message>
   <source>The Hub does not accept this token.</source>
   <translation>Der Hub nimmt dieses Token nicht an.</translation>
  </message>
  <message>
   <source>The Hub does not go on where a download stopped, and the connection keeps breaking.</source>
   <translation>Der Hub macht nicht dort weiter, wo ein Download stehen blieb, und die Verbindung bricht immer wieder ab.</translation>
  </message>
  <message>
   <source>The Hub is asked too often from here.</source>
   <translation>Der Hub wird von hier aus zu oft gefragt.</translation>
  </message>
  <message>
   <source>The Hub refused the question (403).</source>
   <translation>Der Hub lehnte die Frage ab (403).</translation>
  </message>
  <message>
   <source>The Hub sent another part of the file than was asked for.</source>
   <translation>Der Hub schickte einen anderen Teil der Datei als verlangt.</translation>
  </message>
  <message>
   <source>The Hub sent less than it was asked for.</source>
   <translation>Der Hub schickte weniger als verlangt.</translation>
  </message>
  <message>
   <source>The Hub sent on to an address that is none.</source>
   <translation>Der Hub verwies an eine Adresse, die keine ist.</translation>
  </message>
  <message>
   <source>The Hub sent the download from one address to the next without end.</source>
   <translation>Der Hub schickte den Download ohne Ende von einer Adresse zur nächsten.</translation>
  </message>
  <message>
   <source>The Hub sent the question from one address to the next without end.</source>
   <translation>Der Hub schickte die Frage ohne Ende von einer Adresse zur nächsten.</translation>
  </message>
  <message>
   <source>The Hub's address cannot be used.</source>
   <translation>Die Adresse des Hubs kann nicht benutzt werden.</translation>
  </message>
  <message>
   <source>The Hub's answer cannot be understood.</source>
   <translation>Die Antwort des Hubs ist nicht zu verstehen.</translation>
  </message>
  <message>
   <source>The Hub's answer has no end.</source>
   <translation>Die Antwort des Hubs hat kein Ende.</translation>
  </message>
  <message>
   <source>The Hub's answer is damaged.</source>
   <translation>Die Antwort des Hubs ist beschädigt.</translation>
  </message>
  <message>
   <source>The Hub's answer is packed in a way that was not asked for.</source>
   <translation>Die Antwort des Hubs ist auf eine Art gepackt, die nicht verlangt war.</translation>
  </message>
  <message>
   <source>The Hub's certificate is not trusted, so nothing was sent.</source>
   <translation>Dem Zertifikat des Hubs wird nicht vertraut, darum wurde nichts gesendet.</translation>
  </message>
  <message>
   <source>The JSON schema is not possible: {why}.</source>
   <translation>Das JSON-Schema ist nicht möglich: {why}.</translation>
  </message>
  <message>
   <source>The KV cache is kept in f16, because this model's does not divide into blocks of fewer bits.</source>
   <translation>Der KV-Cache bleibt in f16, weil sich der dieses Modells nicht in Blöcke mit weniger Bits teilen lässt.</translation>
  </message>
  <message>
   <source>The XTC probability must lie between 0 and 1.</source>
   <translation>Die XTC-Wahrscheinlichkeit muss zwischen 0 und 1 liegen.</translation>
  </message>
  <message>
   <source>The XTC threshold must lie between 0 and 1.</source>
   <translation>Die XTC-Schwelle muss zwischen 0 und 1 liegen.</translation>
  </message>
  <message>
   <source>The address of the Hub in the settings</source>
   <translation>Die Adresse des Hubs in den Einstellungen</translation>
  </message>
  <message>
   <source>The answer begins with:</source>
   <translation>Die Antwort beginnt mit:</translation>
  </message>
  <message>
   <source>The answer came at {speed:.1f} tokens a second. For each token the whole model is read from memory: {size} each time, {moved:.0f} GB a second.</source>
   <translation>Die Antwort kam mit {speed:.1f} Token pro Sekunde. Für jedes Token wird das ganze Modell aus dem Speicher gelesen: jedes Mal {size}, {moved:.0f} GB pro Sekunde.</translation>
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
   <source>The answer was stopped.</source>
   <translation>Die Antwort wurde angehalten.</translation>
  </message>
  <message>
   <source>The arguments of the call of “{name}” are no JSON object.</source>
   <translation>Die Argumente des Aufrufs von „{name}“ sind kein JSON-Objekt.</translation>
  </message>
  <message>
   <source>The backup</source>
   <translation>Die Sicherung</translation>
  </message>
  <message>
   <source>The backup could not be written to “{target}” ({why}).</source>
   <translation>Die Sicherung konnte nicht nach „{target}“ geschrieben werden ({why}).</translation>
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
   <source>The backup “{path}” is damaged or not whole; nothing was changed.</source>
   <translation>Die Sicherung „{path}“ ist beschädigt oder unvollständig; nichts wurde geändert.</translation>
  </message>
  <message>
   <source>The best answers, on a very large computer</source>
   <translation>Die besten Antworten, auf einem sehr großen Computer</translation>
  </message>
  <message>
   <source>The chat template in the file of {name} does not work.</source>
   <translation>Die Chatvorlage in der Datei von {name} funktioniert nicht.</translation>
  </message>
  <message>
   <source>The chat template in this model’s file does not work, and Paddock does not know another one for it.</source>
   <translation>Die Chatvorlage in der Datei dieses Modells funktioniert nicht, und Paddock kennt keine andere dafür.</translation>
  </message>
  <message>
   <source>The chat template of this model cannot write down this chat.</source>
   <translation>Die Chatvorlage dieses Modells kann diesen Chat nicht aufschreiben.</translation>
  </message>
  <message>
   <source>The chat that has the focus in the list, or the open one.</source>
   <translation>Den Chat, der in der Liste den Fokus hat, oder den offenen.</translation>
  </message>
  <message>
   <source>The chats are locked once the answer has ended.</source>
   <translation>Die Chats werden gesperrt, sobald die Antwort zu Ende ist.</translation>
  </message>
  <message>
   <source>The chats are locked with the passphrase, but their key can still be read where it was before: {why}.</source>
   <translation>Die Chats sind mit der Passphrase gesperrt, aber ihr Schlüssel ist dort, wo er vorher war, noch zu lesen: {why}.</translation>
  </message>
  <message>
   <source>The chosen prompt format is used instead.</source>
   <translation>Stattdessen wird das gewählte Prompt-Format benutzt.</translation>
  </message>
  <message>
   <source>The connection to the Hub broke.</source>
   <translation>Die Verbindung zum Hub brach ab.</translation>
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
   <source>The decay of adaptive-p must lie between 0 and 0.99.</source>
   <translation>Das Abklingen von adaptive-p muss zwischen 0 und 0,99 liegen.</translation>
  </message>
  <message>
   <source>The device {wanted}, which the settings ask for, is not there.</source>
   <translation>Das Gerät {wanted}, das die Einstellungen verlangen, ist nicht da.</translation>
  </message>
  <message>
   <source>The disk does not take or give the chats in “{folder}”.</source>
   <translation>Der Datenträger nimmt oder gibt die Chats in „{folder}“ nicht.</translation>
  </message>
  <message>
   <source>The disk does not take the restored chats ({why}).</source>
   <translation>Der Datenträger nimmt die wiederhergestellten Chats nicht ({why}).</translation>
  </message>
  <message>
   <source>The disk is full.</source>
   <translation>Der Datenträger ist voll.</translation>
  </message>
  <message>
   <source>The disk is full: nothing more can be saved.</source>
   <translation>Der Datenträger ist voll: Nichts mehr kann gespeichert werden.</translation>
  </message>
  <message>
   <source>The disk of “{folder}” has {free} left, and this takes {size}.</source>
   <translation>Auf dem Datenträger von „{folder}“ sind {free} frei, und das hier braucht {size}.</translation>
  </message>
  <message>
   <source>The disk of “{folder}” is full.</source>
   <translation>Der Datenträger von „{folder}“ ist voll.</translation>
  </message>
  <message>
   <source>The disk or its cable may be faulty. The original is where it was; try another disk.</source>
   <translation>Der Datenträger oder sein Kabel ist vielleicht fehlerhaft. Das Original ist, wo es war; versuch es mit einem anderen Datenträger.</translation>
  </message>
  <message>
   <source>The download was cancelled.</source>
   <translation>Der Download wurde abgebrochen.</translation>
  </message>
  <message>
   <source>The download was sent on to an unencrypted address ({hostname}) and was refused.</source>
   <translation>Der Download wurde an eine unverschlüsselte Adresse ({hostname}) verwiesen und abgelehnt.</translation>
  </message>
  <message>
   <source>The downloaded file is not the one that the Hub promised (its SHA-256 differs); it was deleted.</source>
   <translation>Die heruntergeladene Datei ist nicht die, die der Hub versprach (ihre SHA-256 ist anders); sie wurde gelöscht.</translation>
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
   <source>The drive cannot hold a file of this size.</source>
   <translation>Das Laufwerk kann keine Datei dieser Größe aufnehmen.</translation>
  </message>
  <message>
   <source>The dynamic temperature's exponent must lie between 0 and 10.</source>
   <translation>Der Exponent der dynamischen Temperatur muss zwischen 0 und 10 liegen.</translation>
  </message>
  <message>
   <source>The dynamic temperature's range must lie between 0 and 10.</source>
   <translation>Die Spanne der dynamischen Temperatur muss zwischen 0 und 10 liegen.</translation>
  </message>
  <message>
   <source>The engine does not start ({cause}).</source>
   <translation>Die Engine startet nicht ({cause}).</translation>
  </message>
  <message>
   <source>The engine ended again and again within a few minutes ({cause}), so it is not started by itself any more.</source>
   <translation>Die Engine endete in wenigen Minuten immer wieder ({cause}), darum wird sie nicht mehr von selbst gestartet.</translation>
  </message>
  <message>
   <source>The engine ended unexpectedly ({cause}) and was started again.</source>
   <translation>Die Engine endete unerwartet ({cause}) und wurde neu gestartet.</translation>
  </message>
  <message>
   <source>The engine ended unexpectedly ({cause}) with {names}: most likely the memory ran out. It was started again; a smaller context or a smaller model takes less.</source>
   <translation>Die Engine endete unerwartet ({cause}) mit {names}: Am ehesten war der Speicher zu Ende. Sie wurde neu gestartet; ein kleinerer Kontext oder ein kleineres Modell braucht weniger.</translation>
  </message>
  <message>
   <source>The engine ended while it loaded “{name}” ({cause}).</source>
   <translation>Die Engine endete, während sie „{name}“ lud ({cause}).</translation>
  </message>
  <message>
   <source>The engine ended while it loaded “{name}” ({cause}): most likely the memory ran out.</source>
   <translation>Die Engine endete, während sie „{name}“ lud ({cause}): Am ehesten war der Speicher zu Ende.</translation>
  </message>
  <message>
   <source>The engine ended while it looked at “{name}” ({cause}).</source>
   <translation>Die Engine endete, während sie „{name}“ ansah ({cause}).</translation>
  </message>
  <message>
   <source>The engine has no memory left.</source>
   <translation>Der Engine ist der Speicher ausgegangen.</translation>
  </message>
  <message>
   <source>The engine is starting.</source>
   <translation>Die Engine startet.</translation>
  </message>
  <message>
   <source>The engine made a mistake.</source>
   <translation>Die Engine hat einen Fehler gemacht.</translation>
  </message>
  <message>
   <source>The engine may not read “{name}”.</source>
   <translation>Die Engine darf „{name}“ nicht lesen.</translation>
  </message>
  <message>
   <source>The engine stopped in the middle of the measurement.</source>
   <translation>Die Engine hielt mitten in der Messung an.</translation>
  </message>
  <message>
   <source>The engine was closed.</source>
   <translation>Die Engine wurde beendet.</translation>
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
   <source>The export was stopped.</source>
   <translation>Der Export wurde angehalten.</translation>
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
   <source>The file has changed on the Hub: the download began again.</source>
   <translation>Die Datei hat sich auf dem Hub geändert: Der Download begann von vorn.</translation>
  </message>
  <message>
   <source>The file has no chat template, and neither its words nor its name say how it wants to be spoken with: it may be a base model, which only continues text. If it was made for chatting, choose a prompt format.</source>
   <translation>Die Datei hat keine Chatvorlage, und weder ihre Wörter noch ihr Name sagen, wie das Modell angesprochen werden will: Vielleicht ist es ein Basismodell, das nur Text fortsetzt. Wurde es zum Chatten gemacht, wähle ein Prompt-Format.</translation>
  </message>
  <message>
   <source>The file has no list of chats.</source>
   <translation>Die Datei hat keine Liste von Chats.</translation>
  </message>
  <message>
   <source>The file is no longer on the Hub.</source>
   <translation>Die Datei ist nicht mehr auf dem Hub.</translation>
  </message>
  <message>
   <source>The file is not encrypted.</source>
   <translation>Die Datei ist nicht verschlüsselt.</translation>
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
   <source>The file with the locked key of your chats is damaged: “{path}”.</source>
   <translation>Die Datei mit dem gesperrten Schlüssel deiner Chats ist beschädigt: „{path}“.</translation>
  </message>
  <message>
   <source>The file with your chats is damaged: “{path}”.</source>
   <translation>Die Datei mit deinen Chats ist beschädigt: „{path}“.</translation>
  </message>
  <message>
   <source>The file with your settings could not be read: they are as at the beginning.</source>
   <translation>Die Datei mit deinen Einstellungen ließ sich nicht lesen: Sie sind wie am Anfang.</translation>
  </message>
  <message>
   <source>The file's own template does not work: it {failure}. {instead}</source>
   <translation>Die eigene Vorlage der Datei funktioniert nicht: Sie {failure}. {instead}</translation>
  </message>
  <message>
   <source>The file's own template is not one of those that Paddock knows to be right.</source>
   <translation>Die eigene Vorlage der Datei ist keine von denen, die Paddock als richtig kennt.</translation>
  </message>
  <message>
   <source>The file's own template is not used.</source>
   <translation>Die eigene Vorlage der Datei wird nicht benutzt.</translation>
  </message>
  <message>
   <source>The file's template is a known one: {known}.</source>
   <translation>Die Vorlage der Datei ist eine bekannte: {known}.</translation>
  </message>
  <message>
   <source>The file's template is none that Paddock has seen before. It runs in a sandbox.</source>
   <translation>Die Vorlage der Datei hat Paddock noch nie gesehen. Sie läuft in einer Sandbox.</translation>
  </message>
  <message>
   <source>The files in “{folder}” could not be deleted ({why}).</source>
   <translation>Die Dateien in „{folder}“ konnten nicht gelöscht werden ({why}).</translation>
  </message>
  <message>
   <source>The first day is after the last one.</source>
   <translation>Der erste Tag liegt nach dem letzten.</translation>
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
   <source>The folder cannot be read: {why}.</source>
   <translation>Der Ordner kann nicht gelesen werden: {why}.</translation>
  </message>
  <message>
   <source>The folder “{folder}” cannot be created ({why}).</source>
   <translation>Der Ordner „{folder}“ kann nicht angelegt werden ({why}).</translation>
  </message>
  <message>
   <source>The folder “{folder}” is read-only: nothing can be saved.</source>
   <translation>Der Ordner „{folder}“ ist schreibgeschützt: Nichts kann gespeichert werden.</translation>
  </message>
  <message>
   <source>The folder “{parent}” cannot be written to ({why}).</source>
   <translation>In den Ordner „{parent}“ kann nicht geschrieben werden ({why}).</translation>
  </message>
  <message>
   <source>The folder, download or sampler that has the focus.</source>
   <translation>Den Ordner, Download oder Sampler, der den Fokus hat.</translation>
  </message>
  <message>
   <source>The frequency penalty must lie between -10 and 10.</source>
   <translation>Die Häufigkeitsstrafe muss zwischen -10 und 10 liegen.</translation>
  </message>
  <message>
   <source>The grammar is not possible: {why}.</source>
   <translation>Die Grammatik ist nicht möglich: {why}.</translation>
  </message>
  <message>
   <source>The grammar is too long.</source>
   <translation>Die Grammatik ist zu lang.</translation>
  </message>
  <message>
   <source>The graphics card failed with this model, so the processor answers now, which is slower.</source>
   <translation>Die Grafikkarte versagte bei diesem Modell, darum antwortet jetzt der Prozessor, was langsamer ist.</translation>
  </message>
  <message>
   <source>The graphics card is the bottleneck.</source>
   <translation>Die Grafikkarte ist der Engpass.</translation>
  </message>
  <message>
   <source>The graphics card {names}</source>
   <translation>Die Grafikkarte {names}</translation>
  </message>
  <message>
   <source>The graphics cards {names}</source>
   <translation>Die Grafikkarten {names}</translation>
  </message>
  <message>
   <source>The guide always gives its likeliest answer.</source>
   <translation>Der Guide gibt immer seine wahrscheinlichste Antwort.</translation>
  </message>
  <message>
   <source>The guide answers in this chat, and it plays nobody. Choose another model at the top of the chat.</source>
   <translation>In diesem Chat antwortet der Guide, und der spielt niemanden. Wähle oben im Chat ein anderes Modell.</translation>
  </message>
  <message>
   <source>The guide came with Paddock and stays.</source>
   <translation>Der Guide kam mit Paddock und bleibt.</translation>
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
   <source>The guide is given only the last questions of a chat and no system prompt.</source>
   <translation>Der Guide bekommt nur die letzten Fragen eines Chats und keinen System-Prompt.</translation>
  </message>
  <message>
   <source>The guide is small; there is nothing to set.</source>
   <translation>Der Guide ist klein; hier gibt es nichts einzustellen.</translation>
  </message>
  <message>
   <source>The guide keeps its name.</source>
   <translation>Der Guide behält seinen Namen.</translation>
  </message>
  <message>
   <source>The guide's file is missing from the program, or damaged.</source>
   <translation>Die Datei des Guides fehlt im Programm oder ist beschädigt.</translation>
  </message>
  <message>
   <source>The guide: answers questions about Paddock</source>
   <translation>Der Guide: beantwortet Fragen zu Paddock</translation>
  </message>
  <message>
   <source>The header of {name} does not tell how much memory it takes.</source>
   <translation>Der Kopf von {name} sagt nicht, wie viel Speicher es braucht.</translation>
  </message>
  <message>
   <source>The import</source>
   <translation>Der Import</translation>
  </message>
  <message>
   <source>The importance matrix does not belong to this model, or is damaged.</source>
   <translation>Die Wichtigkeitsmatrix gehört nicht zu diesem Modell oder ist beschädigt.</translation>
  </message>
  <message>
   <source>The integrated graphics {names}</source>
   <translation>Die integrierte Grafik {names}</translation>
  </message>
  <message>
   <source>The key does not fit the chats in “{path}”.</source>
   <translation>Der Schlüssel passt nicht zu den Chats in „{path}“.</translation>
  </message>
  <message>
   <source>The key file cannot be read.</source>
   <translation>Die Schlüsseldatei kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>The key is in this system's keyring ({name}).</source>
   <translation>Der Schlüssel liegt im Schlüsselbund dieses Systems ({name}).</translation>
  </message>
  <message>
   <source>The key is locked with your passphrase, and needs this system's keyring ({name}), too.</source>
   <translation>Der Schlüssel ist mit deiner Passphrase gesperrt und braucht auch den Schlüsselbund dieses Systems ({name}).</translation>
  </message>
  <message>
   <source>The key is locked with your passphrase.</source>
   <translation>Der Schlüssel ist mit deiner Passphrase gesperrt.</translation>
  </message>
  <message>
   <source>The key is not in a keyring: it lies in a file beside the data, {path}. Whoever can read your folders can read your chats.</source>
   <translation>Der Schlüssel liegt in keinem Schlüsselbund, sondern in einer Datei bei den Daten, {path}. Wer deine Ordner lesen kann, kann deine Chats lesen.</translation>
  </message>
  <message>
   <source>The key lies in the system's keyring again, or in a file where there is no keyring.</source>
   <translation>Der Schlüssel liegt wieder im Schlüsselbund des Systems oder, wo es keinen gibt, in einer Datei.</translation>
  </message>
  <message>
   <source>The key of the chats could not be saved ({why}).</source>
   <translation>Der Schlüssel der Chats konnte nicht gespeichert werden ({why}).</translation>
  </message>
  <message>
   <source>The key of your chats is damaged.</source>
   <translation>Der Schlüssel deiner Chats ist beschädigt.</translation>
  </message>
  <message>
   <source>The key of your chats is in a keyring that is not there now: {why}.</source>
   <translation>Der Schlüssel deiner Chats liegt in einem Schlüsselbund, der jetzt nicht da ist: {why}.</translation>
  </message>
  <message>
   <source>The key of your chats is in this system's keyring, and {why}.</source>
   <translation>Der Schlüssel deiner Chats liegt im Schlüsselbund dieses Systems, und {why}.</translation>
  </message>
  <message>
   <source>The key of your chats is not on this computer's keyring, and there is no key file.</source>
   <translation>Der Schlüssel deiner Chats liegt nicht im Schlüsselbund dieses Computers, und es gibt keine Schlüsseldatei.</translation>
  </message>
  <message>
   <source>The keyring cannot take its half of the lock: {why}.</source>
   <translation>Der Schlüsselbund kann seine Hälfte der Sperre nicht aufnehmen: {why}.</translation>
  </message>
  <message>
   <source>The keyring has lost what your passphrase needs besides.</source>
   <translation>Der Schlüsselbund hat verloren, was deine Passphrase außerdem braucht.</translation>
  </message>
  <message>
   <source>The keyring may still have an entry “{name}” of {service}: {why}.</source>
   <translation>Der Schlüsselbund hat vielleicht noch einen Eintrag „{name}“ von {service}: {why}.</translation>
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
   <source>The last one when the window opens, a chat's when you stay there and there is room for it.</source>
   <translation>Das letzte, wenn das Fenster aufgeht; das eines Chats, wenn man dort bleibt und Platz dafür ist.</translation>
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
   <source>The list of what is known of models could not be used as it was: {why}. It is kept as {name}.</source>
   <translation>Die Liste dessen, was über Modelle bekannt ist, war so nicht zu gebrauchen: {why}. Sie ist als {name} aufbewahrt.</translation>
  </message>
  <message>
   <source>The list of what is known of models is not used: {why}. It could not be renamed ({why2}).</source>
   <translation>Die Liste dessen, was über Modelle bekannt ist, wird nicht benutzt: {why}. Sie konnte nicht umbenannt werden ({why2}).</translation>
  </message>
  <message>
   <source>The log “{log_file}” cannot be written ({why}).</source>
   <translation>Das Protokoll „{log_file}“ kann nicht geschrieben werden ({why}).</translation>
  </message>
  <message>
   <source>The logit bias forbids every token.</source>
   <translation>Der Logit-Bias verbietet jedes Token.</translation>
  </message>
  <message>
   <source>The memory is the bottleneck.</source>
   <translation>Der Speicher ist der Engpass.</translation>
  </message>
  <message>
   <source>The menu of the message or chat that has the focus.</source>
   <translation>Das Menü der Nachricht oder des Chats, die oder der den Fokus hat.</translation>
  </message>
  <message>
   <source>The messages cannot be read: {because}.</source>
   <translation>Die Nachrichten können nicht gelesen werden: {because}.</translation>
  </message>
  <message>
   <source>The model</source>
   <translation>Das Modell</translation>
  </message>
  <message>
   <source>The model cannot be saved: {why}.</source>
   <translation>Das Modell kann nicht gespeichert werden: {why}.</translation>
  </message>
  <message>
   <source>The model cannot go on as the grammar asks.</source>
   <translation>Das Modell kann nicht so weitermachen, wie es die Grammatik verlangt.</translation>
  </message>
  <message>
   <source>The model does not run as it could.</source>
   <translation>Das Modell läuft nicht so, wie es könnte.</translation>
  </message>
  <message>
   <source>The model does not see what is above this line</source>
   <translation>Was über dieser Linie steht, sieht das Modell nicht</translation>
  </message>
  <message>
   <source>The model file “{name}” cannot be read ({why}).</source>
   <translation>Die Modelldatei „{name}“ kann nicht gelesen werden ({why}).</translation>
  </message>
  <message>
   <source>The model file “{name}” is damaged or not complete.</source>
   <translation>Die Modelldatei „{name}“ ist beschädigt oder unvollständig.</translation>
  </message>
  <message>
   <source>The model file “{name}” is not there any more.</source>
   <translation>Die Modelldatei „{name}“ ist nicht mehr da.</translation>
  </message>
  <message>
   <source>The model in “{name}” is damaged: its checksum is wrong.</source>
   <translation>Das Modell in „{name}“ ist beschädigt: Seine Prüfsumme ist falsch.</translation>
  </message>
  <message>
   <source>The model is being loaded ({progress:.0%}).</source>
   <translation>Das Modell wird geladen ({progress:.0%}).</translation>
  </message>
  <message>
   <source>The model is not loaded any more.</source>
   <translation>Das Modell ist nicht mehr geladen.</translation>
  </message>
  <message>
   <source>The model is only partly on the GPU.</source>
   <translation>Das Modell ist nur teilweise auf der GPU.</translation>
  </message>
  <message>
   <source>The model is too big for this computer's memory.</source>
   <translation>Das Modell ist zu groß für den Speicher dieses Computers.</translation>
  </message>
  <message>
   <source>The model lies in {count} files, which belong together.</source>
   <translation>Das Modell liegt in {count} Dateien, die zusammengehören.</translation>
  </message>
  <message>
   <source>The model needs {needed}, and {free} of memory are free; answers will be slow.</source>
   <translation>Das Modell braucht {needed}, und {free} Speicher sind frei; Antworten werden langsam sein.</translation>
  </message>
  <message>
   <source>The model no longer sees them; you do. The system prompt always stays.</source>
   <translation>Das Modell sieht sie nicht mehr, du schon. Der Systemprompt bleibt immer.</translation>
  </message>
  <message>
   <source>The model only continues text until one is chosen.</source>
   <translation>Das Modell setzt nur fort, bis eines gewählt ist.</translation>
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
   <source>The model takes {needed} of {memory_total}, {memory_available} are free: parts of it are read from the disk again and again.</source>
   <translation>Das Modell braucht {needed} von {memory_total}, {memory_available} sind frei: Teile davon werden immer wieder vom Datenträger gelesen.</translation>
  </message>
  <message>
   <source>The model that answers titles a new chat, when nobody waits for it; else its first words do.</source>
   <translation>Das Modell, das antwortet, gibt einem neuen Chat seinen Titel, wenn niemand darauf wartet; sonst tun es die ersten Wörter.</translation>
  </message>
  <message>
   <source>The model was trained for up to {n_ctx_train:,}.</source>
   <translation>Das Modell wurde für bis zu {n_ctx_train:,} trainiert.</translation>
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
   <source>The model {states}. {error}</source>
   <translation>Das Modell {states}. {error}</translation>
  </message>
  <message>
   <source>The model's page</source>
   <translation>Die Seite des Modells</translation>
  </message>
  <message>
   <source>The models folder cannot be read: {why}.</source>
   <translation>Der Ordner der Modelle kann nicht gelesen werden: {why}.</translation>
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
   <source>The one that has the focus.</source>
   <translation>Den, der den Fokus hat.</translation>
  </message>
  <message>
   <source>The page is not Paddock's. Your browser connects to it.</source>
   <translation>Die Seite gehört nicht zu Paddock. Dein Browser verbindet sich mit ihr.</translation>
  </message>
  <message>
   <source>The passphrase does not open your chats.</source>
   <translation>Die Passphrase öffnet deine Chats nicht.</translation>
  </message>
  <message>
   <source>The passphrase does not open {what}.</source>
   <translation>Die Passphrase öffnet {what} nicht.</translation>
  </message>
  <message>
   <source>The passphrase is removed</source>
   <translation>Die Passphrase ist entfernt</translation>
  </message>
  <message>
   <source>The penalties' range must be -1 or more.</source>
   <translation>Die Reichweite der Strafen muss -1 oder mehr sein.</translation>
  </message>
  <message>
   <source>The persona stays as it was.</source>
   <translation>Die Persona bleibt, wie sie war.</translation>
  </message>
  <message>
   <source>The persona's settings for answers are not possible.</source>
   <translation>Die Einstellungen der Persona für Antworten sind nicht möglich.</translation>
  </message>
  <message>
   <source>The presence penalty must lie between -10 and 10.</source>
   <translation>Die Anwesenheitsstrafe muss zwischen -10 und 10 liegen.</translation>
  </message>
  <message>
   <source>The present passphrase, or the recovery key</source>
   <translation>Die jetzige Passphrase oder der Wiederherstellungsschlüssel</translation>
  </message>
  <message>
   <source>The probability that adaptive-p aims at; tick it in the order below.</source>
   <translation>Die Wahrscheinlichkeit, auf die Adaptive-p zielt; schalte es unten in der Reihenfolge ein.</translation>
  </message>
  <message>
   <source>The process that was to make “{name}” smaller died ({cause}).</source>
   <translation>Der Prozess, der „{name}“ verkleinern sollte, starb ({cause}).</translation>
  </message>
  <message>
   <source>The process that was to make “{name}” smaller was ended: the memory ran out, most likely.</source>
   <translation>Der Prozess, der „{name}“ verkleinern sollte, wurde beendet: Am ehesten war der Speicher zu Ende.</translation>
  </message>
  <message>
   <source>The processor</source>
   <translation>Der Prozessor</translation>
  </message>
  <message>
   <source>The processor is the bottleneck.</source>
   <translation>Der Prozessor ist der Engpass.</translation>
  </message>
  <message>
   <source>The processor is used, because the settings keep the graphics card out.</source>
   <translation>Der Prozessor wird benutzt, weil die Einstellungen die Grafikkarte heraushalten.</translation>
  </message>
  <message>
   <source>The processor is used, because this build of llama.cpp finds no graphics card it can use.</source>
   <translation>Der Prozessor wird benutzt, weil dieser Bau von llama.cpp keine Grafikkarte findet, die er benutzen kann.</translation>
  </message>
  <message>
   <source>The processor is used: {cards} are seen but not used, because {because}.</source>
   <translation>Der Prozessor wird benutzt: {cards} sind da, werden aber nicht benutzt: {because}.</translation>
  </message>
  <message>
   <source>The processor is used: {cards} is seen but not used, because {because}.</source>
   <translation>Der Prozessor wird benutzt: {cards} ist da, wird aber nicht benutzt: {because}.</translation>
  </message>
  <message>
   <source>The prompt of a short sample, since nothing has been asked in this chat yet.</source>
   <translation>Der Prompt eines kurzen Beispiels, da in diesem Chat noch nichts gefragt wurde.</translation>
  </message>
  <message>
   <source>The proxy refused the connection to the Hub.</source>
   <translation>Der Proxy lehnte die Verbindung zum Hub ab.</translation>
  </message>
  <message>
   <source>The proxy's address cannot be used.</source>
   <translation>Die Adresse des Proxys kann nicht benutzt werden.</translation>
  </message>
  <message>
   <source>The repeat penalty must be greater than 0, and at most 10.</source>
   <translation>Die Wiederholungsstrafe muss größer als 0 und höchstens 10 sein.</translation>
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
   <source>The same seed, settings, model and build give the same answer.</source>
   <translation>Derselbe Seed, dieselben Einstellungen, dasselbe Modell und derselbe Bau geben dieselbe Antwort.</translation>
  </message>
  <message>
   <source>The sampler infill needs a model with a token that ends the text.</source>
   <translation>Der Sampler infill braucht ein Modell mit einem Token, das den Text beendet.</translation>
  </message>
  <message>
   <source>The sampler infill needs top-k before it, with at most 1000.</source>
   <translation>Der Sampler infill braucht vor sich top-k mit höchstens 1000.</translation>
  </message>
  <message>
   <source>The seed must lie between 0 and 4294967295.</source>
   <translation>Der Seed muss zwischen 0 und 4294967295 liegen.</translation>
  </message>
  <message>
   <source>The settings could not be saved ({why}).</source>
   <translation>Die Einstellungen konnten nicht gespeichert werden ({why}).</translation>
  </message>
  <message>
   <source>The settings file could not be used as it was: {why}. It is kept as {name}.</source>
   <translation>Die Einstellungsdatei war so nicht zu gebrauchen: {why}. Sie ist als {name} aufbewahrt.</translation>
  </message>
  <message>
   <source>The settings file is not used: {why}. It could not be renamed ({why2}).</source>
   <translation>Die Einstellungsdatei wird nicht benutzt: {why}. Sie konnte nicht umbenannt werden ({why2}).</translation>
  </message>
  <message>
   <source>The settings for loading the model are not possible.</source>
   <translation>Die Einstellungen für das Laden des Modells sind nicht möglich.</translation>
  </message>
  <message>
   <source>The smaller model could not be written: the disk is full, or takes no file as large as this.</source>
   <translation>Das kleinere Modell konnte nicht geschrieben werden: Der Datenträger ist voll oder nimmt keine so große Datei auf.</translation>
  </message>
  <message>
   <source>The smaller model did not come out as it should, and was thrown away.</source>
   <translation>Das kleinere Modell wurde nicht, wie es sein soll, und wurde verworfen.</translation>
  </message>
  <message>
   <source>The smaller model takes {size}, and the disk has {free} left.</source>
   <translation>Das kleinere Modell braucht {size}, und auf dem Datenträger sind {free} frei.</translation>
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
   <source>The target of adaptive-p must lie between 0 and 1.</source>
   <translation>Das Ziel von adaptive-p muss zwischen 0 und 1 liegen.</translation>
  </message>
  <message>
   <source>The temperature must lie between 0 and 10.</source>
   <translation>Die Temperatur muss zwischen 0 und 10 liegen.</translation>
  </message>
  <message>
   <source>The text is too long for any model.</source>
   <translation>Der Text ist für jedes Modell zu lang.</translation>
  </message>
  <message>
   <source>The token is not used any more, but the keyring still holds it: {why}.</source>
   <translation>Das Token wird nicht mehr benutzt, aber der Schlüsselbund hat es noch: {why}.</translation>
  </message>
  <message>
   <source>The token was not sent: the connection to {host} is not encrypted.</source>
   <translation>Das Token wurde nicht gesendet: Die Verbindung zu {host} ist nicht verschlüsselt.</translation>
  </message>
  <message>
   <source>The tools cannot be read: {because}.</source>
   <translation>Die Werkzeuge können nicht gelesen werden: {because}.</translation>
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
   <source>The {what} are nested too deeply (at most {max_levels} levels).</source>
   <translation>{what}: zu tief verschachtelt (höchstens {max_levels} Ebenen).</translation>
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
   <source>There are chats here already.</source>
   <translation>Hier sind schon Chats.</translation>
  </message>
  <message>
   <source>There are no GGUF files here</source>
   <translation>Hier gibt es keine GGUF-Dateien</translation>
  </message>
  <message>
   <source>There are no chats here.</source>
   <translation>Hier sind keine Chats.</translation>
  </message>
  <message>
   <source>There are no chats to export.</source>
   <translation>Es gibt keine Chats zu exportieren.</translation>
  </message>
  <message>
   <source>There are no chats yet.</source>
   <translation>Es gibt noch keine Chats.</translation>
  </message>
  <message>
   <source>There are {n}, the last: {last}.</source>
   <translation>Es gibt {n}, die letzte: {last}.</translation>
  </message>
  <message>
   <source>There is a file “{name}” in “{parent}” already.</source>
   <translation>Es gibt schon eine Datei „{name}“ in „{parent}“.</translation>
  </message>
  <message>
   <source>There is a “{name}” already.</source>
   <translation>Es gibt schon „{name}“.</translation>
  </message>
  <message>
   <source>There is more than can be shown here.</source>
   <translation>Es ist mehr, als hier gezeigt werden kann.</translation>
  </message>
  <message>
   <source>There is no GPU that this build of llama.cpp can use; the processor has {cores} threads.</source>
   <translation>Es gibt keine GPU, die dieser Bau von llama.cpp benutzen kann; der Prozessor hat {cores} Threads.</translation>
  </message>
  <message>
   <source>There is no answer any more, unless you choose otherwise.</source>
   <translation>Es kommt keine Antwort mehr, es sei denn, du wählst etwas anderes.</translation>
  </message>
  <message>
   <source>There is no automatic copy “{name}”.</source>
   <translation>Es gibt keine automatische Kopie „{name}“.</translation>
  </message>
  <message>
   <source>There is no chat {chat_id}.</source>
   <translation>Es gibt keinen Chat {chat_id}.</translation>
  </message>
  <message>
   <source>There is no file “{path}”.</source>
   <translation>Es gibt keine Datei „{path}“.</translation>
  </message>
  <message>
   <source>There is no message {message_id}.</source>
   <translation>Es gibt keine Nachricht {message_id}.</translation>
  </message>
  <message>
   <source>There is no model “{ref_or_name}”.</source>
   <translation>Es gibt kein Modell „{ref_or_name}“.</translation>
  </message>
  <message>
   <source>There is no other model on this computer.</source>
   <translation>Es gibt kein anderes Modell auf diesem Computer.</translation>
  </message>
  <message>
   <source>There is no passphrase yet to lock the chats with.</source>
   <translation>Es gibt noch keine Passphrase, um die Chats zu sperren.</translation>
  </message>
  <message>
   <source>There is no prompt format “{prompt_format}”.</source>
   <translation>Es gibt kein Prompt-Format „{prompt_format}“.</translation>
  </message>
  <message>
   <source>There is no sampler of that name.</source>
   <translation>Es gibt keinen Sampler dieses Namens.</translation>
  </message>
  <message>
   <source>There is no setting “{name}”.</source>
   <translation>Es gibt keine Einstellung „{name}“.</translation>
  </message>
  <message>
   <source>There is no such repository on the Hub, or it is private.</source>
   <translation>Auf dem Hub gibt es kein solches Repository, oder es ist privat.</translation>
  </message>
  <message>
   <source>There is no type left that would make it smaller.</source>
   <translation>Es gibt keinen Typ mehr, der es kleiner machen würde.</translation>
  </message>
  <message>
   <source>There is no type “{name}”.</source>
   <translation>Es gibt keinen Typ „{name}“.</translation>
  </message>
  <message>
   <source>There is none to use instead.</source>
   <translation>Es gibt keine, die stattdessen benutzt werden könnte.</translation>
  </message>
  <message>
   <source>There is none yet.</source>
   <translation>Es gibt noch keine.</translation>
  </message>
  <message>
   <source>There is not enough memory for a context of {n_ctx} tokens with “{name}”.</source>
   <translation>Für einen Kontext von {n_ctx} Token mit „{name}“ reicht der Speicher nicht.</translation>
  </message>
  <message>
   <source>There is not enough memory for a context of {n_ctx} tokens with “{name}”: it needs {kv} besides the model.</source>
   <translation>Für einen Kontext von {n_ctx} Token mit „{name}“ reicht der Speicher nicht: Er braucht {kv} neben dem Modell.</translation>
  </message>
  <message>
   <source>There is not enough memory for “{name}” to guess ahead.</source>
   <translation>Der Speicher reicht nicht, damit „{name}“ vorausraten kann.</translation>
  </message>
  <message>
   <source>There is not enough memory for “{name}”.</source>
   <translation>Für „{name}“ reicht der Speicher nicht.</translation>
  </message>
  <message>
   <source>There is not enough room on the disk: {needed} are needed, {free} are free.</source>
   <translation>Auf dem Datenträger ist nicht genug Platz: {needed} sind nötig, {free} sind frei.</translation>
  </message>
  <message>
   <source>There is nothing here.</source>
   <translation>Hier ist nichts.</translation>
  </message>
  <message>
   <source>There is nothing to answer.</source>
   <translation>Es gibt nichts zu beantworten.</translation>
  </message>
  <message>
   <source>There is nothing to back up.</source>
   <translation>Es gibt nichts zu sichern.</translation>
  </message>
  <message>
   <source>There is nothing to keep.</source>
   <translation>Es gibt nichts aufzubewahren.</translation>
  </message>
  <message>
   <source>There is nothing to put back.</source>
   <translation>Es gibt nichts zurückzuholen.</translation>
  </message>
  <message>
   <source>There is nothing to salvage.</source>
   <translation>Es gibt nichts zu retten.</translation>
  </message>
  <message>
   <source>There is nothing to send.</source>
   <translation>Es gibt nichts zu senden.</translation>
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
   <source>There is too little memory.</source>
   <translation>Es gibt zu wenig Speicher.</translation>
  </message>
  <message>
   <source>There is: {there}.</source>
   <translation>Es gibt: {there}.</translation>
  </message>
  <message>
   <source>There is: {there}; or give the path of a .gguf file.</source>
   <translation>Es gibt: {there}; oder gib den Pfad einer .gguf-Datei an.</translation>
  </message>
  <message>
   <source>There was nothing to compare it with; its hash is kept from now on.</source>
   <translation>Es gab nichts zum Vergleichen; ihre Prüfsumme wird von jetzt an aufbewahrt.</translation>
  </message>
  <message>
   <source>These chats are out of the list. They are found by a search all the same.</source>
   <translation>Diese Chats stehen nicht in der Liste. Die Suche findet sie trotzdem.</translation>
  </message>
  <message>
   <source>These chats were last written by an older version and have no index yet.</source>
   <translation>Diese Chats wurden zuletzt von einer älteren Version geschrieben und haben noch kein Verzeichnis.</translation>
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
   <source>They read the window, and hear of finished answers, errors and notices; there is nothing to set.</source>
   <translation>Sie lesen das Fenster vor und erfahren von fertigen Antworten, Fehlern und Hinweisen; einzustellen ist nichts.</translation>
  </message>
  <message>
   <source>They stay in the trash for 30 days and can be brought back; then they go for good.</source>
   <translation>Sie bleiben 30 Tage im Papierkorb und lassen sich zurückholen; dann verschwinden sie endgültig.</translation>
  </message>
  <message>
   <source>Thinking…</source>
   <translation>Denke nach…</translation>
  </message>
  <message>
   <source>Thinks before it answers: sums, logic, puzzles; takes its time</source>
   <translation>Denkt nach, bevor es antwortet: Rechnungen, Logik, Rätsel; nimmt sich Zeit</translation>
  </message>
  <message>
   <source>Thinks long before it answers; hard sums and logic, on a very large computer</source>
   <translation>Denkt lange nach, bevor es antwortet; schwere Rechnungen und Logik, auf einem sehr großen Computer</translation>
  </message>
  <message>
   <source>This answer has no question.</source>
   <translation>Diese Antwort hat keine Frage.</translation>
  </message>
  <message>
   <source>This answer is still being written.</source>
   <translation>Diese Antwort wird noch geschrieben.</translation>
  </message>
  <message>
   <source>This card is larger than any model can read.</source>
   <translation>Diese Karte ist größer, als jedes Modell lesen kann.</translation>
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
   <source>This does not name a file on the Hub.</source>
   <translation>Das nennt keine Datei auf dem Hub.</translation>
  </message>
  <message>
   <source>This file is among the downloads already, as “{name}”.</source>
   <translation>Diese Datei ist schon unter den Downloads, als „{name}“.</translation>
  </message>
  <message>
   <source>This file is no character card.</source>
   <translation>Diese Datei ist keine Charakterkarte.</translation>
  </message>
  <message>
   <source>This file is only given to people who have an account and have accepted the model's licence.</source>
   <translation>Diese Datei bekommt nur, wer ein Konto hat und die Lizenz des Modells angenommen hat.</translation>
  </message>
  <message>
   <source>This folder is no longer there.</source>
   <translation>Dieser Ordner ist nicht mehr da.</translation>
  </message>
  <message>
   <source>This is not a token of the Hub's.</source>
   <translation>Das ist kein Token des Hubs.</translation>
  </message>
  <message>
   <source>This is not the name of a repository on the Hub.</source>
   <translation>Das ist kein Name eines Repositorys auf dem Hub.</translation>
  </message>
  <message>
   <source>This is too long for the model: {length} tokens, and its context holds {n_ctx}.</source>
   <translation>Das ist zu lang für das Modell: {length} Token, und sein Kontext fasst {n_ctx}.</translation>
  </message>
  <message>
   <source>This message</source>
   <translation>Diese Nachricht</translation>
  </message>
  <message>
   <source>This message cannot be continued.</source>
   <translation>Diese Nachricht kann nicht fortgesetzt werden.</translation>
  </message>
  <message>
   <source>This message is too long to be shown as a whole. Copy takes all of it.</source>
   <translation>Diese Nachricht ist zu lang, um ganz gezeigt zu werden. Kopieren nimmt alles davon.</translation>
  </message>
  <message>
   <source>This model cannot be given tools: its chat template does not know any.</source>
   <translation>Diesem Modell können keine Werkzeuge gegeben werden: Seine Chatvorlage kennt keine.</translation>
  </message>
  <message>
   <source>This model cannot fill in text between two others.</source>
   <translation>Dieses Modell kann keinen Text zwischen zwei anderen ergänzen.</translation>
  </message>
  <message>
   <source>This persona is no longer there.</source>
   <translation>Diese Persona ist nicht mehr da.</translation>
  </message>
  <message>
   <source>This picture is no PNG.</source>
   <translation>Dieses Bild ist kein PNG.</translation>
  </message>
  <message>
   <source>This template leaves calls of tools, or what came of them, out: the model does not see them.</source>
   <translation>Diese Vorlage lässt Aufrufe von Werkzeugen, oder was dabei herauskam, weg: Das Modell sieht sie nicht.</translation>
  </message>
  <message>
   <source>This template leaves messages out: the model does not see them.</source>
   <translation>Diese Vorlage lässt Nachrichten weg: Das Modell sieht sie nicht.</translation>
  </message>
  <message>
   <source>This template leaves the system prompt out: the model does not see it.</source>
   <translation>Diese Vorlage lässt den System-Prompt weg: Das Modell sieht ihn nicht.</translation>
  </message>
  <message>
   <source>Thorough, helpful answers, on a very large computer</source>
   <translation>Gründliche, hilfreiche Antworten, auf einem sehr großen Computer</translation>
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
   <source>To judge what people write, choose Llama Guard 3.</source>
   <translation>Um zu beurteilen, was Menschen schreiben, wähle Llama Guard 3.</translation>
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
   <source>Too many answers are being waited for.</source>
   <translation>Zu viele Antworten werden erwartet.</translation>
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
   <source>Tools</source>
   <translation>Werkzeuge</translation>
  </message>
  <message>
   <source>Tools that the model may call</source>
   <translation>Werkzeuge, die das Modell aufrufen darf</translation>
  </message>
  <message>
   <source>Tools that the model may call: JSON, as OpenAI's API has them.</source>
   <translation>Werkzeuge, die das Modell aufrufen darf: JSON, wie es OpenAIs API hat.</translation>
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
   <source>Try a smaller context or a smaller model, or close other programs.</source>
   <translation>Versuch es mit einem kleineren Kontext oder einem kleineren Modell, oder schließ andere Programme.</translation>
  </message>
  <message>
   <source>Try a smaller context or a smaller model.</source>
   <translation>Versuch es mit einem kleineren Kontext oder einem kleineren Modell.</translation>
  </message>
  <message>
   <source>Try a smaller model, or close other programs.</source>
   <translation>Versuch es mit einem kleineren Modell, oder schließ andere Programme.</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
  <message>
   <source>Try again in a moment.</source>
   <translation>Versuch es gleich noch einmal.</translation>
  </message>
  <message>
   <source>Try again later.</source>
   <translation>Versuch es später noch einmal.</translation>
  </message>
  <message>
   <source>Try again later; what was downloaded is kept.</source>
   <translation>Versuch es später noch einmal; was heruntergeladen ist, bleibt.</translation>
  </message>
  <message>
   <source>Try again without it</source>
   <translation>Noch einmal ohne ihn</translation>
  </message>
  <message>
   <source>Try again; check the disk if it happens again.</source>
   <translation>Versuch es noch einmal; prüfe den Datenträger, wenn es wieder geschieht.</translation>
  </message>
  <message>
   <source>Try again; if it happens again, the file is damaged: download it again.</source>
   <translation>Versuch es noch einmal; geschieht es wieder, ist die Datei beschädigt: Lade sie noch einmal herunter.</translation>
  </message>
  <message>
   <source>Try again; if it stays so, install Paddock again.</source>
   <translation>Versuch es noch einmal; bleibt es so, installiere Paddock neu.</translation>
  </message>
  <message>
   <source>Try another backup, or another copy of this one.</source>
   <translation>Versuch es mit einer anderen Sicherung, oder einer anderen Kopie von dieser.</translation>
  </message>
  <message>
   <source>Try it again, or enter the recovery key.</source>
   <translation>Versuch es noch einmal, oder gib den Wiederherstellungsschlüssel ein.</translation>
  </message>
  <message>
   <source>Try it again.</source>
   <translation>Versuch es noch einmal.</translation>
  </message>
  <message>
   <source>Try with a smaller context</source>
   <translation>Mit kleinerem Kontext versuchen</translation>
  </message>
  <message>
   <source>Trying the passphrase…</source>
   <translation>Passphrase wird probiert…</translation>
  </message>
  <message>
   <source>Two to {most_compared} models can be compared.</source>
   <translation>Zwei bis {most_compared} Modelle können verglichen werden.</translation>
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
   <source>Unlock it and try again, or lock with the passphrase alone.</source>
   <translation>Entsperre ihn und versuch es noch einmal, oder sperre mit der Passphrase allein.</translation>
  </message>
  <message>
   <source>Unlock the keyring and remove the token again.</source>
   <translation>Entsperre den Schlüsselbund und entferne das Token noch einmal.</translation>
  </message>
  <message>
   <source>Unlock the keyring and start Paddock again: it is removed then.</source>
   <translation>Entsperre den Schlüsselbund und starte Paddock noch einmal: Dann wird er entfernt.</translation>
  </message>
  <message>
   <source>Unlock the keyring and try again; your chats are untouched.</source>
   <translation>Entsperre den Schlüsselbund und versuch es noch einmal; deine Chats sind unberührt.</translation>
  </message>
  <message>
   <source>Unpack it, and open the .gguf file in it, if there is one.</source>
   <translation>Entpack es und öffne die .gguf-Datei darin, wenn es eine gibt.</translation>
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
   <source>Up to this day</source>
   <translation>Bis zu diesem Tag</translation>
  </message>
  <message>
   <source>Update Paddock, or choose another model.</source>
   <translation>Aktualisiere Paddock, oder wähle ein anderes Modell.</translation>
  </message>
  <message>
   <source>Update Paddock, or choose another model. If it should be an old file, it is damaged.</source>
   <translation>Aktualisiere Paddock, oder wähle ein anderes Modell. Soll es eine alte Datei sein, ist sie beschädigt.</translation>
  </message>
  <message>
   <source>Update this one, then try again.</source>
   <translation>Aktualisiere diese und versuch es dann noch einmal.</translation>
  </message>
  <message>
   <source>Use</source>
   <translation>Verwenden</translation>
  </message>
  <message>
   <source>Use a drive with another file system (FAT32 ends at 4 GB), or choose a smaller model.</source>
   <translation>Nimm ein Laufwerk mit einem anderen Dateisystem (FAT32 endet bei 4 GB), oder wähle ein kleineres Modell.</translation>
  </message>
  <message>
   <source>Use an address of the Hub that begins with https://.</source>
   <translation>Nimm eine Adresse des Hubs, die mit https:// beginnt.</translation>
  </message>
  <message>
   <source>Use it</source>
   <translation>Verwenden</translation>
  </message>
  <message>
   <source>Use positive numbers.</source>
   <translation>Nimm positive Zahlen.</translation>
  </message>
  <message>
   <source>Use that one, or delete it first.</source>
   <translation>Nimm die, oder lösch sie zuerst.</translation>
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
   <source>Use the window that is open, or close it first.</source>
   <translation>Nimm das offene Fenster, oder schließ es zuerst.</translation>
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
   <source>Used again</source>
   <translation>Wiederverwendet</translation>
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
   <source>Values are kept in f16, because fewer bits need flash attention, which the settings switch off.</source>
   <translation>Werte bleiben in f16, weil weniger Bits Flash Attention brauchen, die die Einstellungen ausschalten.</translation>
  </message>
  <message>
   <source>Verifying</source>
   <translation>Prüfen</translation>
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
   <source>Very large, but quick for its size; sees pictures where a program can show it some</source>
   <translation>Sehr groß, aber schnell für seine Größe; sieht Bilder, wo ein Programm sie ihm zeigen kann</translation>
  </message>
  <message>
   <source>Wait a moment, or end that process and start again.</source>
   <translation>Warte einen Moment, oder beende den Prozess und starte neu.</translation>
  </message>
  <message>
   <source>Wait for it, or stop it.</source>
   <translation>Warte darauf, oder halte es an.</translation>
  </message>
  <message>
   <source>Wait for it, or stop it; then try again.</source>
   <translation>Warte auf sie, oder halte sie an; dann versuch es noch einmal.</translation>
  </message>
  <message>
   <source>Wait for it.</source>
   <translation>Warte darauf.</translation>
  </message>
  <message>
   <source>Wait until it is done, or stop it there.</source>
   <translation>Warte, bis es fertig ist, oder halte es dort an.</translation>
  </message>
  <message>
   <source>Wait until they are done, or end them.</source>
   <translation>Warte, bis sie fertig sind, oder beende sie.</translation>
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
   <source>Web page: what is shown, set as here</source>
   <translation>Webseite: was gezeigt wird, gesetzt wie hier</translation>
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
   <source>Weights {weights}, KV cache {kv}, buffers {compute}.</source>
   <translation>Gewichte {weights}, KV-Cache {kv}, Puffer {compute}.</translation>
  </message>
  <message>
   <source>Welcome to Paddock</source>
   <translation>Willkommen bei Paddock</translation>
  </message>
  <message>
   <source>What Paddock knows of its models could not be saved ({why}).</source>
   <translation>Was Paddock über seine Modelle weiß, konnte nicht gespeichert werden ({why}).</translation>
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
   <source>What has the focus in a list; a chat goes to the trash.</source>
   <translation>Was in einer Liste den Fokus hat; ein Chat kommt in den Papierkorb.</translation>
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
   <source>What was written to “{parent}” is not what was read.</source>
   <translation>Was nach „{parent}“ geschrieben wurde, ist nicht, was gelesen wird.</translation>
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
   <source>While it is offered; in a text, what was typed.</source>
   <translation>Solange es angeboten wird; in einem Text, was getippt wurde.</translation>
  </message>
  <message>
   <source>While something is looked for in the chat.</source>
   <translation>Während im Chat etwas gesucht wird.</translation>
  </message>
  <message>
   <source>While you type or read.</source>
   <translation>Während du tippst oder liest.</translation>
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
   <source>Whoever is signed in as you can open your chats then.</source>
   <translation>Wer unter deinem Namen angemeldet ist, kann deine Chats dann öffnen.</translation>
  </message>
  <message>
   <source>Whoever sees the recovery key can open your chats without the passphrase.</source>
   <translation>Wer den Wiederherstellungsschlüssel sieht, kann deine Chats ohne die Passphrase öffnen.</translation>
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
   <source>Why: {why}.</source>
   <translation>Grund: {why}.</translation>
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
   <source>Write a day as year-month-day, like 2026-11-30.</source>
   <translation>Schreib einen Tag als Jahr-Monat-Tag, etwa 2026-11-30.</translation>
  </message>
  <message>
   <source>Write a message</source>
   <translation>Nachricht schreiben</translation>
  </message>
  <message>
   <source>Write a message first.</source>
   <translation>Schreib zuerst eine Nachricht.</translation>
  </message>
  <message>
   <source>Write another one.</source>
   <translation>Schreib eine andere.</translation>
  </message>
  <message>
   <source>Write at least one letter.</source>
   <translation>Schreib mindestens einen Buchstaben.</translation>
  </message>
  <message>
   <source>Write it down or print it, and keep it away from this computer. Whoever has it and your files can read your chats. Without it, chats cannot be recovered if the key is lost.</source>
   <translation>Schreib ihn auf oder druck ihn aus, und bewahre ihn getrennt von diesem Computer auf. Wer ihn und deine Dateien hat, kann deine Chats lesen. Ohne ihn sind die Chats nicht zu retten, wenn der Schlüssel verloren geht.</translation>
  </message>
  <message>
   <source>Write it like bartowski/Llama-3.2-1B-Instruct-GGUF.</source>
   <translation>Schreib es wie bartowski/Llama-3.2-1B-Instruct-GGUF.</translation>
  </message>
  <message>
   <source>Write it like hf:bartowski/Llama-3.2-1B-Instruct-GGUF/Llama-3.2-1B-Instruct-Q4_K_M.gguf.</source>
   <translation>Schreib es wie hf:bartowski/Llama-3.2-1B-Instruct-GGUF/Llama-3.2-1B-Instruct-Q4_K_M.gguf.</translation>
  </message>
  <message>
   <source>Write on: it is sent afterwards</source>
   <translation>Schreib weiter: es wird danach gesendet</translation>
  </message>
  <message>
   <source>Write one first.</source>
   <translation>Schreib zuerst einen.</translation>
  </message>
  <message>
   <source>Write one in the window.</source>
   <translation>Schreib einen im Fenster.</translation>
  </message>
  <message>
   <source>Write one.</source>
   <translation>Schreib einen.</translation>
  </message>
  <message>
   <source>Write something first.</source>
   <translation>Schreib zuerst etwas.</translation>
  </message>
  <message>
   <source>Write something, or delete the message.</source>
   <translation>Schreib etwas, oder lösch die Nachricht.</translation>
  </message>
  <message>
   <source>Write them as a JSON list of functions with name, description and parameters.</source>
   <translation>Schreib sie als JSON-Liste von Funktionen mit name, description und parameters.</translation>
  </message>
  <message>
   <source>Writes better code and fills gaps in it; an older model</source>
   <translation>Schreibt besseren Code und ergänzt Lücken darin; ein älteres Modell</translation>
  </message>
  <message>
   <source>Writes code and fills gaps in it; an older model</source>
   <translation>Schreibt Code und ergänzt Lücken darin; ein älteres Modell</translation>
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
   <source>Writing the answer took most of the time.</source>
   <translation>Das Schreiben der Antwort brauchte die meiste Zeit.</translation>
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
   <source>Writing {name}…</source>
   <translation>{name} wird geschrieben…</translation>
  </message>
  <message>
   <source>Written by</source>
   <translation>Geschrieben von</translation>
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
   <source>Your chats are locked.</source>
   <translation>Deine Chats sind gesperrt.</translation>
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
   <source>Your chats are not damaged.</source>
   <translation>Deine Chats sind nicht beschädigt.</translation>
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
   <source>Your chats can be read, searched and exported. Make the folder writable and start Paddock again to go on.</source>
   <translation>Deine Chats lassen sich lesen, durchsuchen und exportieren. Mach den Ordner beschreibbar und starte Paddock neu, um weiterzumachen.</translation>
  </message>
  <message>
   <source>Your chats cannot be opened</source>
   <translation>Deine Chats lassen sich nicht öffnen</translation>
  </message>
  <message>
   <source>Your chats have no passphrase.</source>
   <translation>Deine Chats haben keine Passphrase.</translation>
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
   <translation>Deine Wörter</translation>
  </message>
  <message>
   <source>`paddock backup --list` shows what there is.</source>
   <translation>`paddock backup --list` zeigt, was es gibt.</translation>
  </message>
  <message>
   <source>`paddock chats list` shows the chats there are.</source>
   <translation>`paddock chats list` zeigt, welche Chats es gibt.</translation>
  </message>
  <message>
   <source>`paddock config list` shows those there are.</source>
   <translation>`paddock config list` zeigt, welche es gibt.</translation>
  </message>
  <message>
   <source>`paddock models folders` lists them.</source>
   <translation>`paddock models folders` zählt sie auf.</translation>
  </message>
  <message>
   <source>a download that the Hub sent on</source>
   <translation>ein Download, den der Hub weiterverwies</translation>
  </message>
  <message>
   <source>a good balance</source>
   <translation>ein guter Mittelweg</translation>
  </message>
  <message>
   <source>a job object ends them with Paddock, and lets it have at most {count}</source>
   <translation>ein Job-Objekt beendet sie mit Paddock und erlaubt höchstens {count}</translation>
  </message>
  <message>
   <source>a little worse</source>
   <translation>ein wenig schlechter</translation>
  </message>
  <message>
   <source>a method that it does not name</source>
   <translation>einem Verfahren, das sie nicht nennt</translation>
  </message>
  <message>
   <source>a moment ago</source>
   <translation>gerade eben</translation>
  </message>
  <message>
   <source>a name is empty</source>
   <translation>ein Name ist leer</translation>
  </message>
  <message>
   <source>a name is too long</source>
   <translation>ein Name ist zu lang</translation>
  </message>
  <message>
   <source>a part of the path is not a folder</source>
   <translation>ein Teil des Pfads ist kein Ordner</translation>
  </message>
  <message>
   <source>a question to the Hub</source>
   <translation>eine Frage an den Hub</translation>
  </message>
  <message>
   <source>a resource limit</source>
   <translation>eine Ressourcengrenze</translation>
  </message>
  <message>
   <source>a rule's name</source>
   <translation>der Name einer Regel</translation>
  </message>
  <message>
   <source>a search</source>
   <translation>eine Suche</translation>
  </message>
  <message>
   <source>a tensor does not begin where the one before it ends</source>
   <translation>ein Tensor beginnt nicht, wo der davor endet</translation>
  </message>
  <message>
   <source>a tensor has too many dimensions</source>
   <translation>ein Tensor hat zu viele Dimensionen</translation>
  </message>
  <message>
   <source>a tensor is larger than anything can be</source>
   <translation>ein Tensor ist größer, als irgendetwas sein kann</translation>
  </message>
  <message>
   <source>a tensor's rows are no whole blocks</source>
   <translation>die Zeilen eines Tensors sind keine ganzen Blöcke</translation>
  </message>
  <message>
   <source>a tool</source>
   <translation>ein Werkzeug</translation>
  </message>
  <message>
   <source>a value has a type that there is not</source>
   <translation>ein Wert hat einen Typ, den es nicht gibt</translation>
  </message>
  <message>
   <source>a word of its vocabulary is there twice</source>
   <translation>ein Wort seines Vokabulars ist doppelt</translation>
  </message>
  <message>
   <source>a word of its vocabulary is too long</source>
   <translation>ein Wort seines Vokabulars ist zu lang</translation>
  </message>
  <message>
   <source>about {count} word a second</source>
   <translation>etwa {count} Wort pro Sekunde</translation>
  </message>
  <message>
   <source>about {count} words a second</source>
   <translation>etwa {count} Wörter pro Sekunde</translation>
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
   <source>accessibility blind Orca NVDA VoiceOver speech read aloud Braille</source>
   <translation>Barrierefreiheit blind Orca NVDA VoiceOver Sprachausgabe vorlesen Braille Bildschirmleser</translation>
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
   <source>after {ttft_ms}</source>
   <translation>nach {ttft_ms}</translation>
  </message>
  <message>
   <source>all {n_layer} on the processor</source>
   <translation>alle {n_layer} auf dem Prozessor</translation>
  </message>
  <message>
   <source>an importance matrix: a GGUF file with “imatrix” in its name, made for this model, beside it</source>
   <translation>eine Wichtigkeitsmatrix: eine GGUF-Datei mit „imatrix“ im Namen, für dieses Modell gemacht, daneben</translation>
  </message>
  <message>
   <source>and the tokenizer would add another one</source>
   <translation>und der Tokenizer würde noch eines hinzufügen</translation>
  </message>
  <message>
   <source>another program</source>
   <translation>ein anderes Programm</translation>
  </message>
  <message>
   <source>another program holds the file</source>
   <translation>ein anderes Programm hält die Datei fest</translation>
  </message>
  <message>
   <source>another program is using it</source>
   <translation>ein anderes Programm benutzt es</translation>
  </message>
  <message>
   <source>answers at {speed}, </source>
   <translation>schafft {speed}, </translation>
  </message>
  <message>
   <source>answers with flash attention</source>
   <translation>Antworten mit Flash Attention</translation>
  </message>
  <message>
   <source>answers with {threads}</source>
   <translation>Antworten mit {threads}</translation>
  </message>
  <message>
   <source>answers without flash attention</source>
   <translation>Antworten ohne Flash Attention</translation>
  </message>
  <message>
   <source>arrays lie in arrays in arrays</source>
   <translation>Felder liegen in Feldern in Feldern</translation>
  </message>
  <message>
   <source>as always</source>
   <translation>wie immer</translation>
  </message>
  <message>
   <source>asks for more than it may have</source>
   <translation>verlangt mehr, als sie haben darf</translation>
  </message>
  <message>
   <source>at most {max_times} repetitions are possible</source>
   <translation>höchstens {max_times} Wiederholungen sind möglich</translation>
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
   <translation>Bandbreite Tempo Geschwindigkeit herunterladen drosseln Grenze</translation>
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
   <source>being loaded</source>
   <translation>wird geladen</translation>
  </message>
  <message>
   <source>belongs to a model's folder and holds only settings</source>
   <translation>gehört zum Ordner eines Modells und enthält nur Einstellungen</translation>
  </message>
  <message>
   <source>bring back recover another computer move</source>
   <translation>zurückholen Backup anderer Computer Umzug</translation>
  </message>
  <message>
   <source>but for the experts of {n_cpu_moe} layers</source>
   <translation>außer den Experten von {n_cpu_moe} Schichten</translation>
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
   <source>chosen by you</source>
   <translation>von dir gewählt</translation>
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
   <source>copies of the chats</source>
   <translation>Kopien der Chats</translation>
  </message>
  <message>
   <source>could not be loaded</source>
   <translation>konnte nicht geladen werden</translation>
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
   <source>delete trash bin restore undelete recover remove</source>
   <translation>löschen Papierkorb Mülleimer wiederherstellen zurückholen entfernen</translation>
  </message>
  <message>
   <source>does not fit</source>
   <translation>passt nicht</translation>
  </message>
  <message>
   <source>does not say what kind of model it is</source>
   <translation>sagt nicht, was für ein Modell es ist</translation>
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
   <source>drivers of graphics cards may reserve more than there is</source>
   <translation>Treiber von Grafikkarten reservieren womöglich mehr, als da ist</translation>
  </message>
  <message>
   <source>encryption security password safe</source>
   <translation>Verschlüsselung Sicherheit Passwort Kennwort sicher</translation>
  </message>
  <message>
   <source>ends with an error</source>
   <translation>endet mit einem Fehler</translation>
  </message>
  <message>
   <source>ends with an error; the file says: “{text}”</source>
   <translation>endet mit einem Fehler; die Datei sagt: „{text}“</translation>
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
   <source>font size zoom big large larger small smaller letters</source>
   <translation>Schriftgröße Schrift Zoom groß größer klein kleiner Buchstaben</translation>
  </message>
  <message>
   <source>forgotten lost password print</source>
   <translation>vergessen verloren Passwort Kennwort drucken ausdrucken</translation>
  </message>
  <message>
   <source>from the file</source>
   <translation>aus der Datei</translation>
  </message>
  <message>
   <source>from {day}</source>
   <translation>ab {day}</translation>
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
   <source>hardly any difference</source>
   <translation>kaum ein Unterschied</translation>
  </message>
  <message>
   <source>has weights in an order made for one kind of processor, which llama.cpp does not read any more</source>
   <translation>hat Gewichte in einer Ordnung für eine einzige Art von Prozessor, die llama.cpp nicht mehr liest</translation>
  </message>
  <message>
   <source>has {n_ctx} tokens instead of {most}</source>
   <translation>hat {n_ctx} Token statt {most}</translation>
  </message>
  <message>
   <source>hears or speaks; it does not chat in text</source>
   <translation>hört oder spricht; es chattet nicht in Text</translation>
  </message>
  <message>
   <source>holds only a vocabulary, not a model</source>
   <translation>enthält nur ein Vokabular, kein Modell</translation>
  </message>
  <message>
   <source>holds weights in PyTorch's own format, which llama.cpp does not read</source>
   <translation>enthält Gewichte in PyTorchs eigenem Format, das llama.cpp nicht liest</translation>
  </message>
  <message>
   <source>holds weights in the format safetensors, which llama.cpp does not read</source>
   <translation>enthält Gewichte im Format safetensors, das llama.cpp nicht liest</translation>
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
   <source>is Ollama's list of a model's parts, not the model</source>
   <translation>ist Ollamas Liste der Teile eines Modells, nicht das Modell</translation>
  </message>
  <message>
   <source>is a DeBERTa model, such as Prompt Guard: it sorts texts and cannot chat, and llama.cpp does not run it</source>
   <translation>ist ein DeBERTa-Modell, etwa Prompt Guard: Es sortiert Texte und kann nicht chatten, und llama.cpp führt es nicht aus</translation>
  </message>
  <message>
   <source>is a Llama 3.2 Vision model (mllama), which llama.cpp does not run</source>
   <translation>ist ein Llama-3.2-Vision-Modell (mllama), das llama.cpp nicht ausführt</translation>
  </message>
  <message>
   <source>is a LoRA adapter in Hugging Face's format, not a model</source>
   <translation>ist ein LoRA-Adapter in Hugging Faces Format, kein Modell</translation>
  </message>
  <message>
   <source>is a LoRA adapter in the GGML format from before August 2023</source>
   <translation>ist ein LoRA-Adapter im GGML-Format von vor August 2023</translation>
  </message>
  <message>
   <source>is a Modelfile of Ollama: instructions, not a model</source>
   <translation>ist ein Modelfile von Ollama: Anweisungen, kein Modell</translation>
  </message>
  <message>
   <source>is a ZIP archive</source>
   <translation>ist ein ZIP-Archiv</translation>
  </message>
  <message>
   <source>is a folder</source>
   <translation>ist ein Ordner</translation>
  </message>
  <message>
   <source>is a folder with a model in Hugging Face's format (safetensors or PyTorch); llama.cpp runs GGUF files</source>
   <translation>ist ein Ordner mit einem Modell in Hugging Faces Format (safetensors oder PyTorch); llama.cpp führt GGUF-Dateien aus</translation>
  </message>
  <message>
   <source>is a folder with a model in Meta's own format; llama.cpp runs GGUF files</source>
   <translation>ist ein Ordner mit einem Modell in Metas eigenem Format; llama.cpp führt GGUF-Dateien aus</translation>
  </message>
  <message>
   <source>is a folder with a model quantised with {method}, for other programs; llama.cpp runs GGUF files</source>
   <translation>ist ein Ordner mit einem Modell, das mit {method} für andere Programme quantisiert ist; llama.cpp führt GGUF-Dateien aus</translation>
  </message>
  <message>
   <source>is a folder without a GGUF model in it</source>
   <translation>ist ein Ordner ohne ein GGUF-Modell darin</translation>
  </message>
  <message>
   <source>is a later part of a model in several files</source>
   <translation>ist ein späterer Teil eines Modells aus mehreren Dateien</translation>
  </message>
  <message>
   <source>is a list of what matters to a model (imatrix), used to quantise it; no model</source>
   <translation>ist eine Liste dessen, was einem Modell wichtig ist (imatrix), zum Quantisieren; kein Modell</translation>
  </message>
  <message>
   <source>is a llamafile: a program with a model in it</source>
   <translation>ist ein Llamafile: ein Programm mit einem Modell darin</translation>
  </message>
  <message>
   <source>is a model for Core ML, which Paddock does not use</source>
   <translation>ist ein Modell für Core ML, das Paddock nicht benutzt</translation>
  </message>
  <message>
   <source>is a model for ONNX Runtime, which Paddock does not use</source>
   <translation>ist ein Modell für ONNX Runtime, das Paddock nicht benutzt</translation>
  </message>
  <message>
   <source>is a program, not a model</source>
   <translation>ist ein Programm, kein Modell</translation>
  </message>
  <message>
   <source>is a web page that was saved in place of a model</source>
   <translation>ist eine Webseite, die anstelle eines Modells gespeichert wurde</translation>
  </message>
  <message>
   <source>is an adapter (LoRA) for another model, not a model</source>
   <translation>ist ein Adapter (LoRA) für ein anderes Modell, kein Modell</translation>
  </message>
  <message>
   <source>is an empty folder</source>
   <translation>ist ein leerer Ordner</translation>
  </message>
  <message>
   <source>is empty</source>
   <translation>ist leer</translation>
  </message>
  <message>
   <source>is in the GGML format from before August 2023, which llama.cpp does not read any more</source>
   <translation>ist im GGML-Format von vor August 2023, das llama.cpp nicht mehr liest</translation>
  </message>
  <message>
   <source>is in version 1 of the GGUF format, of August 2023, which llama.cpp does not read any more</source>
   <translation>ist in Version 1 des GGUF-Formats, von August 2023, die llama.cpp nicht mehr liest</translation>
  </message>
  <message>
   <source>is kept in 8-bit numbers</source>
   <translation>liegt in 8-Bit-Zahlen vor</translation>
  </message>
  <message>
   <source>is made for another program than llama.cpp ({which})</source>
   <translation>ist für ein anderes Programm als llama.cpp gemacht ({which})</translation>
  </message>
  <message>
   <source>is not a GGUF model file</source>
   <translation>ist keine GGUF-Modelldatei</translation>
  </message>
  <message>
   <source>is only the helper (draft) of another model</source>
   <translation>ist nur der Helfer (Entwurfsmodell) eines anderen Modells</translation>
  </message>
  <message>
   <source>is only the part of a model that sees or hears (mmproj)</source>
   <translation>ist nur der Teil eines Modells, der sieht oder hört (mmproj)</translation>
  </message>
  <message>
   <source>is only the pointer that Git leaves in place of a large file</source>
   <translation>ist nur der Zeiger, den Git anstelle einer großen Datei lässt</translation>
  </message>
  <message>
   <source>is packed</source>
   <translation>ist gepackt</translation>
  </message>
  <message>
   <source>is quantised with {method}, which is made for other programs and which llama.cpp does not read</source>
   <translation>ist mit {method} quantisiert, was für andere Programme gemacht ist und was llama.cpp nicht liest</translation>
  </message>
  <message>
   <source>is stored for big-endian computers (IBM Z and the like), which this one is not</source>
   <translation>ist für Big-Endian-Computer (IBM Z und dergleichen) gespeichert, was dieser nicht ist</translation>
  </message>
  <message>
   <source>is the first part of a model in several files, but is not named so</source>
   <translation>ist der erste Teil eines Modells aus mehreren Dateien, heißt aber nicht so</translation>
  </message>
  <message>
   <source>it cannot be read: {why}</source>
   <translation>es kann nicht gelesen werden: {why}</translation>
  </message>
  <message>
   <source>it claims to have more layers that guess ahead than layers</source>
   <translation>es behauptet, mehr vorausratende Schichten als Schichten zu haben</translation>
  </message>
  <message>
   <source>it claims to have {count} experts</source>
   <translation>es behauptet, {count} Experten zu haben</translation>
  </message>
  <message>
   <source>it claims to have {count} {what}</source>
   <translation>es behauptet, {count} {what} zu haben</translation>
  </message>
  <message>
   <source>it claims to have {layers} layers</source>
   <translation>es behauptet, {layers} Schichten zu haben</translation>
  </message>
  <message>
   <source>it did not answer</source>
   <translation>er antwortete nicht</translation>
  </message>
  <message>
   <source>it did not forget the key</source>
   <translation>er vergaß den Schlüssel nicht</translation>
  </message>
  <message>
   <source>it did not keep the key</source>
   <translation>er bewahrte den Schlüssel nicht auf</translation>
  </message>
  <message>
   <source>it does not answer ({name__})</source>
   <translation>er antwortet nicht ({name__})</translation>
  </message>
  <message>
   <source>it has no rule “root”</source>
   <translation>sie hat keine Regel „root“</translation>
  </message>
  <message>
   <source>it has no sums, or no counts to them</source>
   <translation>sie hat keine Summen oder keine Anzahlen dazu</translation>
  </message>
  <message>
   <source>it has no version</source>
   <translation>sie hat keine Version</translation>
  </message>
  <message>
   <source>it has no vocabulary</source>
   <translation>es hat kein Vokabular</translation>
  </message>
  <message>
   <source>it has not one count for each row of sums</source>
   <translation>sie hat nicht eine Anzahl für jede Zeile von Summen</translation>
  </message>
  <message>
   <source>it holds a character that text cannot hold</source>
   <translation>sie enthält ein Zeichen, das kein Text enthalten kann</translation>
  </message>
  <message>
   <source>it holds no list of models</source>
   <translation>sie enthält keine Liste von Modellen</translation>
  </message>
  <message>
   <source>it is a folder</source>
   <translation>es ist ein Ordner</translation>
  </message>
  <message>
   <source>it is damaged or has a password</source>
   <translation>es ist beschädigt oder hat ein Passwort</translation>
  </message>
  <message>
   <source>it is locked</source>
   <translation>er ist gesperrt</translation>
  </message>
  <message>
   <source>it is nested too deeply</source>
   <translation>sie ist zu tief verschachtelt</translation>
  </message>
  <message>
   <source>it is no GGUF file</source>
   <translation>es ist keine GGUF-Datei</translation>
  </message>
  <message>
   <source>it is not JSON</source>
   <translation>es ist kein JSON</translation>
  </message>
  <message>
   <source>it is not a JSON object</source>
   <translation>es ist kein JSON-Objekt</translation>
  </message>
  <message>
   <source>it is the same card as {name}</source>
   <translation>sie ist dieselbe Karte wie {name}</translation>
  </message>
  <message>
   <source>it is there already</source>
   <translation>es ist schon da</translation>
  </message>
  <message>
   <source>it is too large</source>
   <translation>es ist zu groß</translation>
  </message>
  <message>
   <source>it is too large for this disk</source>
   <translation>es ist zu groß für diesen Datenträger</translation>
  </message>
  <message>
   <source>it is too large once the repetitions are written out</source>
   <translation>es ist zu groß, wenn die Wiederholungen ausgeschrieben sind</translation>
  </message>
  <message>
   <source>it is too large, or refers to itself without end</source>
   <translation>es ist zu groß oder verweist ohne Ende auf sich selbst</translation>
  </message>
  <message>
   <source>it leaves so many ways open that each token takes longer than the one before</source>
   <translation>sie lässt so viele Wege offen, dass jedes Token länger dauert als das davor</translation>
  </message>
  <message>
   <source>it leaves too many ways to go on</source>
   <translation>sie lässt zu viele Wege offen</translation>
  </message>
  <message>
   <source>it refused to keep the key</source>
   <translation>er weigerte sich, den Schlüssel aufzubewahren</translation>
  </message>
  <message>
   <source>its alignment is no power of two</source>
   <translation>seine Ausrichtung ist keine Zweierpotenz</translation>
  </message>
  <message>
   <source>its header has no end</source>
   <translation>sein Kopf hat kein Ende</translation>
  </message>
  <message>
   <source>its lorebook</source>
   <translation>ihr Lorebook</translation>
  </message>
  <message>
   <source>its names are too long</source>
   <translation>seine Namen sind zu lang</translation>
  </message>
  <message>
   <source>its numbers are not all there</source>
   <translation>seine Zahlen sind nicht alle da</translation>
  </message>
  <message>
   <source>its positions are scaled by “{scaling}”, which there is not</source>
   <translation>seine Positionen werden mit „{scaling}“ skaliert, das es nicht gibt</translation>
  </message>
  <message>
   <source>its vocabulary has no word for what is unknown to it</source>
   <translation>sein Vokabular hat kein Wort für Unbekanntes</translation>
  </message>
  <message>
   <source>its vocabulary, labelled as “bert”, has words for single bytes</source>
   <translation>sein Vokabular, als „bert“ bezeichnet, hat Wörter für einzelne Bytes</translation>
  </message>
  <message>
   <source>its vocabulary, labelled as “{kind}”, has no word for {missing} of the 256 bytes</source>
   <translation>sein Vokabular, als „{kind}“ bezeichnet, hat für {missing} der 256 Bytes kein Wort</translation>
  </message>
  <message>
   <source>its {count} experts cannot be divided as it claims</source>
   <translation>seine {count} Experten lassen sich nicht so aufteilen, wie es behauptet</translation>
  </message>
  <message>
   <source>its {name} is {epsilon}</source>
   <translation>{name} ist {epsilon}</translation>
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
   <source>keys {type_k}, values {type_v}</source>
   <translation>Schlüssel {type_k}, Werte {type_v}</translation>
  </message>
  <message>
   <source>large, nearly lossless</source>
   <translation>groß, fast verlustfrei</translation>
  </message>
  <message>
   <source>larger, hardly any loss</source>
   <translation>größer, kaum ein Verlust</translation>
  </message>
  <message>
   <source>largest, lossless</source>
   <translation>am größten, verlustfrei</translation>
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
   <source>line {line} is not JSON</source>
   <translation>Zeile {line} ist kein JSON</translation>
  </message>
  <message>
   <source>line {line}: {why}</source>
   <translation>Zeile {line}: {why}</translation>
  </message>
  <message>
   <source>llama.cpp cannot be loaded on this computer ({error}).</source>
   <translation>llama.cpp kann auf diesem Computer nicht geladen werden ({error}).</translation>
  </message>
  <message>
   <source>llama.cpp cannot give {name} the type {type}.</source>
   <translation>llama.cpp kann {name} nicht den Typ {type} geben.</translation>
  </message>
  <message>
   <source>llama.cpp cannot read it</source>
   <translation>llama.cpp kann es nicht lesen</translation>
  </message>
  <message>
   <source>llama.cpp could not make “{name}” smaller ({cause}).</source>
   <translation>llama.cpp konnte „{name}“ nicht verkleinern ({cause}).</translation>
  </message>
  <message>
   <source>llama.cpp does not take it</source>
   <translation>llama.cpp nimmt es nicht an</translation>
  </message>
  <message>
   <source>llama.cpp is not installed.</source>
   <translation>llama.cpp ist nicht installiert.</translation>
  </message>
  <message>
   <source>llama.cpp makes this type of “{name}” only with an importance matrix for all of it.</source>
   <translation>llama.cpp macht diesen Typ von „{name}“ nur mit einer Wichtigkeitsmatrix für alles davon.</translation>
  </message>
  <message>
   <source>llama.cpp's own for it is used instead.</source>
   <translation>Stattdessen wird die von llama.cpp verwendet.</translation>
  </message>
  <message>
   <source>llama.cpp's own, as the file's does not work</source>
   <translation>die von llama.cpp, da die der Datei nicht funktioniert</translation>
  </message>
  <message>
   <source>llama.cpp, as the file's does not work</source>
   <translation>llama.cpp, da das der Datei nicht geht</translation>
  </message>
  <message>
   <source>lock app lock password PIN protect secure sign in</source>
   <translation>sperren Sperre App-Sperre Passwort Kennwort PIN schützen Schutz sichern anmelden</translation>
  </message>
  <message>
   <source>macOS has no limit for it</source>
   <translation>macOS hat keine Grenze dafür</translation>
  </message>
  <message>
   <source>macOS's sandbox</source>
   <translation>die Sandbox von macOS</translation>
  </message>
  <message>
   <source>made from {models}</source>
   <translation>gemacht aus {models}</translation>
  </message>
  <message>
   <source>makes pictures or films, not text</source>
   <translation>macht Bilder oder Filme, keinen Text</translation>
  </message>
  <message>
   <source>may reach other programs</source>
   <translation>kann andere Programme erreichen</translation>
  </message>
  <message>
   <source>may read your files</source>
   <translation>kann deine Dateien lesen</translation>
  </message>
  <message>
   <source>may start programs</source>
   <translation>kann Programme starten</translation>
  </message>
  <message>
   <source>may take all memory</source>
   <translation>kann allen Speicher nehmen</translation>
  </message>
  <message>
   <source>may use the network</source>
   <translation>kann das Netz benutzen</translation>
  </message>
  <message>
   <source>memory RAM free unload minutes swap</source>
   <translation>Arbeitsspeicher Speicher RAM freigeben entladen Minuten Auslagern</translation>
  </message>
  <message>
   <source>min-p must lie between 0 and 1.</source>
   <translation>min-p muss zwischen 0 und 1 liegen.</translation>
  </message>
  <message>
   <source>mirror server URL Hugging Face</source>
   <translation>Spiegel Server URL Hugging Face</translation>
  </message>
  <message>
   <source>much worse</source>
   <translation>viel schlechter</translation>
  </message>
  <message>
   <source>name names naming rename automatic</source>
   <translation>Name Namen benennen umbenennen automatisch</translation>
  </message>
  <message>
   <source>nearly lossless</source>
   <translation>fast verlustfrei</translation>
  </message>
  <message>
   <source>network HTTP</source>
   <translation>Netz Netzwerk HTTP</translation>
  </message>
  <message>
   <source>network log internet traffic</source>
   <translation>Netzwerk Protokoll Internet Datenverkehr</translation>
  </message>
  <message>
   <source>no limit</source>
   <translation>keine Grenze</translation>
  </message>
  <message>
   <source>no network</source>
   <translation>kein Netz</translation>
  </message>
  <message>
   <source>no token</source>
   <translation>kein Token</translation>
  </message>
  <message>
   <source>noise, unless the model was trained with so few bits</source>
   <translation>Rauschen, wenn das Modell nicht mit so wenigen Bits trainiert wurde</translation>
  </message>
  <message>
   <source>none is loaded</source>
   <translation>keines ist geladen</translation>
  </message>
  <message>
   <source>not known</source>
   <translation>unbekannt</translation>
  </message>
  <message>
   <source>not loaded</source>
   <translation>nicht geladen</translation>
  </message>
  <message>
   <source>not recognised</source>
   <translation>nicht erkannt</translation>
  </message>
  <message>
   <source>nothing</source>
   <translation>nichts</translation>
  </message>
  <message>
   <source>nothing to process</source>
   <translation>nichts zu verarbeiten</translation>
  </message>
  <message>
   <source>nothing yet</source>
   <translation>noch nichts</translation>
  </message>
  <message>
   <source>noticeably worse</source>
   <translation>merklich schlechter</translation>
  </message>
  <message>
   <source>nowhere: it is not known</source>
   <translation>nirgends: es ist nicht bekannt</translation>
  </message>
  <message>
   <source>of its {count} experts, it claims to ask {used}</source>
   <translation>von seinen {count} Experten will es angeblich {used} fragen</translation>
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
   <source>one download</source>
   <translation>ein Download</translation>
  </message>
  <message>
   <source>one file</source>
   <translation>1 Datei</translation>
  </message>
  <message>
   <source>one has no name</source>
   <translation>eines hat keinen Namen</translation>
  </message>
  <message>
   <source>one like</source>
   <translation>ein Like</translation>
  </message>
  <message>
   <source>one message</source>
   <translation>1 Nachricht</translation>
  </message>
  <message>
   <source>one more folder: {size}</source>
   <translation>ein weiterer Ordner: {size}</translation>
  </message>
  <message>
   <source>only Windows has job objects</source>
   <translation>nur Windows hat Job-Objekte</translation>
  </message>
  <message>
   <source>only for models made for it</source>
   <translation>nur für dafür gemachte Modelle</translation>
  </message>
  <message>
   <source>paused</source>
   <translation>angehalten</translation>
  </message>
  <message>
   <source>reaches no other program</source>
   <translation>erreicht kein anderes Programm</translation>
  </message>
  <message>
   <source>reads only models</source>
   <translation>liest nur Modelle</translation>
  </message>
  <message>
   <source>repair broken corrupt recover</source>
   <translation>reparieren kaputt defekt</translation>
  </message>
  <message>
   <source>rewrites or translates text (a model of T5's kind); it cannot chat</source>
   <translation>schreibt Text um oder übersetzt ihn (ein Modell der Art T5); es kann nicht chatten</translation>
  </message>
  <message>
   <source>right-to-left RTL Arabic Hebrew</source>
   <translation>rechts nach links RTL Arabisch Hebräisch</translation>
  </message>
  <message>
   <source>sandbox security virus malware</source>
   <translation>Sandbox Sicherheit Virus Schadprogramm</translation>
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
   <source>seccomp cannot be used ({why})</source>
   <translation>seccomp lässt sich nicht benutzen ({why})</translation>
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
   <source>smaller, a little worse</source>
   <translation>kleiner, ein wenig schlechter</translation>
  </message>
  <message>
   <source>smallest, noticeably worse</source>
   <translation>am kleinsten, merklich schlechter</translation>
  </message>
  <message>
   <source>snippets slash commands saved prompts</source>
   <translation>Textbausteine Schrägstrich Befehle gespeicherte Prompts</translation>
  </message>
  <message>
   <source>some of its records are not possible</source>
   <translation>manche ihrer Einträge sind nicht möglich</translation>
  </message>
  <message>
   <source>somewhat worse; what most people use</source>
   <translation>etwas schlechter; was die meisten nehmen</translation>
  </message>
  <message>
   <source>sorts or describes pictures; it cannot chat</source>
   <translation>sortiert oder beschreibt Bilder; es kann nicht chatten</translation>
  </message>
  <message>
   <source>sorts texts into classes; it cannot chat</source>
   <translation>sortiert Texte in Klassen; es kann nicht chatten</translation>
  </message>
  <message>
   <source>spell check autocorrect dictionary typo mistakes language</source>
   <translation>Rechtschreibprüfung Autokorrektur Wörterbuch Tippfehler Fehler Sprache</translation>
  </message>
  <message>
   <source>spell check dictionary ignore</source>
   <translation>Rechtschreibprüfung Wörterbuch ignorieren</translation>
  </message>
  <message>
   <source>start startup warm</source>
   <translation>Start starten vorladen</translation>
  </message>
  <message>
   <source>starts no programs</source>
   <translation>startet keine Programme</translation>
  </message>
  <message>
   <source>stopped before the answer began</source>
   <translation>angehalten, bevor die Antwort begann</translation>
  </message>
  <message>
   <source>takes no more memory than there is</source>
   <translation>nimmt nicht mehr Speicher, als da ist</translation>
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
   <source>templates run confined</source>
   <translation>Vorlagen laufen abgeschottet</translation>
  </message>
  <message>
   <source>templates run without a filter of system calls</source>
   <translation>Vorlagen laufen ohne Filter für Systemaufrufe</translation>
  </message>
  <message>
   <source>that of Paddock’s guide</source>
   <translation>die von Paddocks Guide</translation>
  </message>
  <message>
   <source>the backend {name} is not a safe one</source>
   <translation>das Backend {name} ist nicht sicher</translation>
  </message>
  <message>
   <source>the beginning of the chat</source>
   <translation>am Anfang des Chats</translation>
  </message>
  <message>
   <source>the damaged file</source>
   <translation>die beschädigte Datei</translation>
  </message>
  <message>
   <source>the disk can only be read</source>
   <translation>der Datenträger lässt sich nur lesen</translation>
  </message>
  <message>
   <source>the disk is full</source>
   <translation>der Datenträger ist voll</translation>
  </message>
  <message>
   <source>the disk reports an error</source>
   <translation>der Datenträger meldet einen Fehler</translation>
  </message>
  <message>
   <source>the end of the line</source>
   <translation>das Ende der Zeile</translation>
  </message>
  <message>
   <source>the engine is starting</source>
   <translation>die Engine startet</translation>
  </message>
  <message>
   <source>the experts of {count} of them stay in the computer's memory, where there is more room</source>
   <translation>die Experten von {count} davon bleiben im Speicher des Computers, wo mehr Platz ist</translation>
  </message>
  <message>
   <source>the file</source>
   <translation>der Datei</translation>
  </message>
  <message>
   <source>the file has changed</source>
   <translation>die Datei hat sich geändert</translation>
  </message>
  <message>
   <source>the graphics card {names}</source>
   <translation>die Grafikkarte {names}</translation>
  </message>
  <message>
   <source>the graphics cards {names}</source>
   <translation>die Grafikkarten {names}</translation>
  </message>
  <message>
   <source>the integrated graphics {names}</source>
   <translation>die integrierte Grafik {names}</translation>
  </message>
  <message>
   <source>the limit cannot be set ({why})</source>
   <translation>die Grenze lässt sich nicht setzen ({why})</translation>
  </message>
  <message>
   <source>the model</source>
   <translation>das Modell</translation>
  </message>
  <message>
   <source>the model could not be loaded there</source>
   <translation>das Modell konnte dort nicht geladen werden</translation>
  </message>
  <message>
   <source>the name is too long</source>
   <translation>der Name ist zu lang</translation>
  </message>
  <message>
   <source>the page of {name}</source>
   <translation>die Seite von {name}</translation>
  </message>
  <message>
   <source>the parameters of “{name}” are no JSON schema</source>
   <translation>die Parameter von „{name}“ sind kein JSON-Schema</translation>
  </message>
  <message>
   <source>the rule “{name}” begins with itself; put what it begins with first</source>
   <translation>die Regel „{name}“ beginnt mit sich selbst; setz an den Anfang, womit sie zuerst beginnt</translation>
  </message>
  <message>
   <source>the rules are nested too deeply</source>
   <translation>die Regeln sind zu tief verschachtelt</translation>
  </message>
  <message>
   <source>the server gives no parts</source>
   <translation>der Server gibt keine Teile</translation>
  </message>
  <message>
   <source>the settings say so</source>
   <translation>die Einstellungen wollen es so</translation>
  </message>
  <message>
   <source>the system does not allow it</source>
   <translation>das System erlaubt es nicht</translation>
  </message>
  <message>
   <source>the usual ones</source>
   <translation>die üblichen</translation>
  </message>
  <message>
   <source>the value of {bad} is not possible</source>
   <translation>der Wert von {bad} ist nicht möglich</translation>
  </message>
  <message>
   <source>there are too many rules and repetitions</source>
   <translation>es gibt zu viele Regeln und Wiederholungen</translation>
  </message>
  <message>
   <source>there is no keyring on this system</source>
   <translation>es gibt auf diesem System keinen Schlüsselbund</translation>
  </message>
  <message>
   <source>there is no rule “{name}”</source>
   <translation>es gibt keine Regel „{name}“</translation>
  </message>
  <message>
   <source>there is no such file or folder</source>
   <translation>diese Datei oder diesen Ordner gibt es nicht</translation>
  </message>
  <message>
   <source>there is nothing to repeat before “{text}”</source>
   <translation>vor „{text}“ steht nichts, was sich wiederholen ließe</translation>
  </message>
  <message>
   <source>they are not a list</source>
   <translation>sie sind keine Liste</translation>
  </message>
  <message>
   <source>this computer's memory</source>
   <translation>der Speicher dieses Computers</translation>
  </message>
  <message>
   <source>this kernel has no Landlock</source>
   <translation>dieser Kernel hat kein Landlock</translation>
  </message>
  <message>
   <source>threads speed slow fast performance CPU processor cores benchmark batch</source>
   <translation>Threads Tempo Geschwindigkeit langsam schnell Leistung CPU Prozessor Kerne Benchmark</translation>
  </message>
  <message>
   <source>tiny, often wrong</source>
   <translation>winzig, oft falsch</translation>
  </message>
  <message>
   <source>top-k must not be negative.</source>
   <translation>top-k darf nicht negativ sein.</translation>
  </message>
  <message>
   <source>top-n-sigma must lie between 0 and 100.</source>
   <translation>top-n-sigma muss zwischen 0 und 100 liegen.</translation>
  </message>
  <message>
   <source>top-p must lie between 0 and 1.</source>
   <translation>top-p muss zwischen 0 und 1 liegen.</translation>
  </message>
  <message>
   <source>tracking analytics statistics privacy updates cloud</source>
   <translation>Nachverfolgung Tracking Statistik Datenschutz Aktualisierung aktualisieren Cloud</translation>
  </message>
  <message>
   <source>tries what its sandbox forbids</source>
   <translation>versucht, was ihre Sandbox verbietet</translation>
  </message>
  <message>
   <source>turns text into numbers for searching and sorting; it cannot chat</source>
   <translation>macht aus Text Zahlen zum Suchen und Sortieren; es kann nicht chatten</translation>
  </message>
  <message>
   <source>two have the same name</source>
   <translation>zwei haben denselben Namen</translation>
  </message>
  <message>
   <source>two tensors have the same name</source>
   <translation>zwei Tensoren haben denselben Namen</translation>
  </message>
  <message>
   <source>typical-p must lie between 0 and 1.</source>
   <translation>typical-p muss zwischen 0 und 1 liegen.</translation>
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
   <source>up to {day}</source>
   <translation>bis {day}</translation>
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
   <source>version update licence license open source</source>
   <translation>Version aktualisieren Update Lizenz Open Source quelloffen</translation>
  </message>
  <message>
   <source>very small, worse</source>
   <translation>sehr klein, schlechter</translation>
  </message>
  <message>
   <source>waits for its turn</source>
   <translation>wartet, bis er an der Reihe ist</translation>
  </message>
  <message>
   <source>was made to compare texts (an embedding model); it cannot chat</source>
   <translation>wurde gemacht, um Texte zu vergleichen (ein Embedding-Modell); es kann nicht chatten</translation>
  </message>
  <message>
   <source>was made to sort search results (a reranker); it cannot chat</source>
   <translation>wurde gemacht, um Suchergebnisse zu sortieren (ein Reranker); es kann nicht chatten</translation>
  </message>
  <message>
   <source>was not downloaded to its end</source>
   <translation>wurde nicht bis zum Ende heruntergeladen</translation>
  </message>
  <message>
   <source>whose token it is</source>
   <translation>wessen Token es ist</translation>
  </message>
  <message>
   <source>writes by text diffusion, which Paddock does not do</source>
   <translation>schreibt durch Textdiffusion, was Paddock nicht kann</translation>
  </message>
  <message>
   <source>your choice: {name}</source>
   <translation>deiner Wahl: {name}</translation>
  </message>
  <message>
   <source>your message: one token</source>
   <translation>deine Nachricht: ein Token</translation>
  </message>
  <message>
   <source>your message: {n} tokens</source>
   <translation>deine Nachricht: {n} Token</translation>
  </message>
  <message>
   <source>your settings</source>
   <translation>deine Einstellungen</translation>
  </message>
  <message>
   <source>your share of the disk is used up</source>
   <translation>dein Anteil am Datenträger ist aufgebraucht</translation>
  </message>
  <message>
   <source>{accepted_tokens:,} of {drafted_tokens:,} tokens right</source>
   <translation>{accepted_tokens:,} von {drafted_tokens:,} Token richtig</translation>
  </message>
  <message>
   <source>{answers}uses {memory} of the {memory_total} of your graphics card</source>
   <translation>{answers}braucht {memory} von {memory_total} deiner Grafikkarte</translation>
  </message>
  <message>
   <source>{answers}uses {memory} of your {total} of memory</source>
   <translation>{answers}braucht {memory} von {total} deines Speichers</translation>
  </message>
  <message>
   <source>{cached_tokens:,} tokens</source>
   <translation>{cached_tokens:,} Token</translation>
  </message>
  <message>
   <source>{called} is expected</source>
   <translation>{called} wird erwartet</translation>
  </message>
  <message>
   <source>{called} is expected, not “{text}”</source>
   <translation>{called} wird erwartet, nicht „{text}“</translation>
  </message>
  <message>
   <source>{cards} can be used: {free} of its memory are free.</source>
   <translation>{cards} zu benutzen: {free} des Speichers sind frei.</translation>
  </message>
  <message>
   <source>{cells_used:,} of {cells:,} tokens</source>
   <translation>{cells_used:,} von {cells:,} Token</translation>
  </message>
  <message>
   <source>{completion_tokens:,} tokens.</source>
   <translation>{completion_tokens:,} Token.</translation>
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
   <source>{count} BOS at the beginning.</source>
   <translation>{count} BOS am Anfang.</translation>
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
   <source>{count} conversation</source>
   <translation>{count} Unterhaltung</translation>
  </message>
  <message>
   <source>{count} conversations</source>
   <translation>{count} Unterhaltungen</translation>
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
   <source>{count} threads</source>
   <translation>{count} Threads</translation>
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
   <source>{description} is the better one</source>
   <translation>{description} ist die bessere</translation>
  </message>
  <message>
   <source>{differ} changed since it came. Download it again; the file is kept as it is.</source>
   <translation>{differ} hat sich seit der Ankunft geändert. Lade es noch einmal herunter; die Datei bleibt, wie sie ist.</translation>
  </message>
  <message>
   <source>{done:.1f} of {total:.1f} {unit}</source>
   <translation>{done:.1f} von {total:.1f} {unit}</translation>
  </message>
  <message>
   <source>{file} of {name}</source>
   <translation>{file} von {name}</translation>
  </message>
  <message>
   <source>{first} to {last}</source>
   <translation>{first} bis {last}</translation>
  </message>
  <message>
   <source>{free} of free graphics memory hold not one layer of the model</source>
   <translation>in {free} freien Grafikspeicher passt nicht eine Schicht des Modells</translation>
  </message>
  <message>
   <source>{fresh:,} new tokens were processed in {took}{speed}. What was processed once is used again, unless the beginning of the chat changes.</source>
   <translation>{fresh:,} neue Token wurden in {took} verarbeitet{speed}. Was einmal verarbeitet ist, wird wiederverwendet, außer der Anfang des Chats ändert sich.</translation>
  </message>
  <message>
   <source>{host} did not answer in time.</source>
   <translation>{host} antwortete nicht rechtzeitig.</translation>
  </message>
  <message>
   <source>{lost} messages of a chat could not be read.</source>
   <translation>{lost} Nachrichten eines Chats konnten nicht gelesen werden.</translation>
  </message>
  <message>
   <source>{milliseconds:.0f} ms</source>
   <translation>{milliseconds:.0f} ms</translation>
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
   <source>{n_adapters} LoRA</source>
   <translation>{n_adapters} LoRA</translation>
  </message>
  <message>
   <source>{n_ctx:,} tokens</source>
   <translation>{n_ctx:,} Token</translation>
  </message>
  <message>
   <source>{n_gpu_layers} layers could not be loaded onto {cards}, so it has only {layers}.</source>
   <translation>{n_gpu_layers} Schichten konnten nicht auf {cards} geladen werden, darum sind dort nur {layers}.</translation>
  </message>
  <message>
   <source>{n_gpu_layers} of {every} layers fit on {name}, {kept}.</source>
   <translation>{n_gpu_layers} von {every} Schichten passen auf {name}, {kept}.</translation>
  </message>
  <message>
   <source>{n_gpu_layers} of {every} layers fit on {name}; the processor computes the others.</source>
   <translation>{n_gpu_layers} von {every} Schichten passen auf {name}; der Prozessor rechnet die anderen.</translation>
  </message>
  <message>
   <source>{n_gpu_layers} of {n_layer} layers are on {device}; the others wait for the processor.</source>
   <translation>{n_gpu_layers} von {n_layer} Schichten sind auf {device}; die anderen warten auf den Prozessor.</translation>
  </message>
  <message>
   <source>{n_gpu_layers} of {n_layer} on {device}</source>
   <translation>{n_gpu_layers} von {n_layer} auf {device}</translation>
  </message>
  <message>
   <source>{names} came in.</source>
   <translation>Hereingekommen: {names}.</translation>
  </message>
  <message>
   <source>{names} need {what}.</source>
   <translation>{names} brauchen {what}.</translation>
  </message>
  <message>
   <source>{names} needs {what}.</source>
   <translation>{names} braucht {what}.</translation>
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
   <source>{name} ({description}) is seen but not used, because {because}.</source>
   <translation>{name} ({description}) ist da, wird aber nicht benutzt: {because}.</translation>
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
   <source>{name} is not a text.</source>
   <translation>{name} ist kein Text.</translation>
  </message>
  <message>
   <source>{name} is not on this computer yet.</source>
   <translation>{name} ist noch nicht auf diesem Computer.</translation>
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
   <source>{name} is {quantization} already; made smaller still, it would lose far more than one made of the original.</source>
   <translation>{name} ist schon {quantization}; noch kleiner gemacht, verlöre es weit mehr als eines aus dem Original.</translation>
  </message>
  <message>
   <source>{name} lies in {folder} now.</source>
   <translation>{name} liegt jetzt in {folder}.</translation>
  </message>
  <message>
   <source>{name} needs an importance matrix, which tells what matters most to a model.</source>
   <translation>{name} braucht eine Wichtigkeitsmatrix, die sagt, was einem Modell am wichtigsten ist.</translation>
  </message>
  <message>
   <source>{name} was not downloaded by Paddock and is not deleted.</source>
   <translation>{name} wurde nicht von Paddock heruntergeladen und wird nicht gelöscht.</translation>
  </message>
  <message>
   <source>{name} would not be smaller as {type}.</source>
   <translation>{name} wäre als {type} nicht kleiner.</translation>
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
   <source>{n} chats have lost their titles.</source>
   <translation>{n} Chats haben ihre Titel verloren.</translation>
  </message>
  <message>
   <source>{n} chats that were in the trash are back.</source>
   <translation>{n} Chats, die im Papierkorb lagen, sind wieder da.</translation>
  </message>
  <message>
   <source>{n} chats with {messages} came in from {program}.</source>
   <translation>{n} Chats mit {messages} kamen aus {program}.</translation>
  </message>
  <message>
   <source>{n} downloads</source>
   <translation>{n} Downloads</translation>
  </message>
  <message>
   <source>{n} files</source>
   <translation>{n} Dateien</translation>
  </message>
  <message>
   <source>{n} likes</source>
   <translation>{n} Likes</translation>
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
   <source>{n} more folders: {size}</source>
   <translation>{n} weitere Ordner: {size}</translation>
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
   <source>{pictures} pictures or files of a chat were left out.</source>
   <translation>{pictures} Bilder oder Dateien eines Chats wurden weggelassen.</translation>
  </message>
  <message>
   <source>{picture} (picture on {host})</source>
   <translation>{picture} (Bild auf {host})</translation>
  </message>
  <message>
   <source>{prefill_done:,} of {prefill_total:,} tokens</source>
   <translation>{prefill_done:,} von {prefill_total:,} Token</translation>
  </message>
  <message>
   <source>{prompt_tokens:,} tokens, {fresh:,} of them new.</source>
   <translation>{prompt_tokens:,} Token, davon {fresh:,} neu.</translation>
  </message>
  <message>
   <source>{restored_tokens:,} of them read from the disk.</source>
   <translation>{restored_tokens:,} davon vom Datenträger gelesen.</translation>
  </message>
  <message>
   <source>{running} on the way{waiting}</source>
   <translation>{running} unterwegs{waiting}</translation>
  </message>
  <message>
   <source>{seconds:.0f} s</source>
   <translation>{seconds:.0f} s</translation>
  </message>
  <message>
   <source>{seconds:.1f} s</source>
   <translation>{seconds:.1f} s</translation>
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
   <source>{some} and {last}</source>
   <translation>{some} und {last}</translation>
  </message>
  <message>
   <source>{speed:.0f} tokens/s</source>
   <translation>{speed:.0f} Token/s</translation>
  </message>
  <message>
   <source>{speed:.1f} tokens/s</source>
   <translation>{speed:.1f} Token/s</translation>
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
   <source>{threads} threads while answering, {for_prompts} for prompts, {batch} tokens at once</source>
   <translation>{threads} Threads beim Antworten, {for_prompts} für Prompts, {batch} Token auf einmal</translation>
  </message>
  <message>
   <source>{threads}; {for_prompts} for prompts, {batch} tokens at once</source>
   <translation>{threads}; {for_prompts} für Prompts, {batch} Token auf einmal</translation>
  </message>
  <message>
   <source>{title}, an answer is on its way</source>
   <translation>{title}, eine Antwort ist unterwegs</translation>
  </message>
  <message>
   <source>{tokens} tokens at once with {threads}</source>
   <translation>{tokens} Token auf einmal mit {threads}</translation>
  </message>
  <message>
   <source>{tokens} · about {words} words</source>
   <translation>{tokens} · etwa {words} Wörter</translation>
  </message>
  <message>
   <source>{told} is not an address of the web.</source>
   <translation>{told} ist keine Adresse im Web.</translation>
  </message>
  <message>
   <source>{used} of {whole} tokens</source>
   <translation>{used} von {whole} Token</translation>
  </message>
  <message>
   <source>{value} is not possible for the setting {name}.</source>
   <translation>{value} ist für die Einstellung {name} nicht möglich.</translation>
  </message>
  <message>
   <source>{verdict} Expect {speed} ({tokens:.1f} tokens).</source>
   <translation>{verdict} Erwarte {speed} ({tokens:.1f} Token).</translation>
  </message>
  <message>
   <source>{what} It begins when the work before it is done.</source>
   <translation>{what} Es beginnt, wenn die Arbeit davor fertig ist.</translation>
  </message>
  <message>
   <source>{what} has one to {longest_name} characters.</source>
   <translation>{what} hat ein bis {longest_name} Zeichen.</translation>
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
   <source>{where} and accept the licence. Then give Paddock a token of that account (on the model's page, or by `paddock models token set`), or download the file there and use “Open a file…”.</source>
   <translation>{where} und nimm die Lizenz an. Gib dann Paddock ein Token dieses Kontos (auf der Seite des Modells oder mit `paddock models token set`), oder lade die Datei dort herunter und nimm „Datei öffnen…“.</translation>
  </message>
  <message>
   <source>{who} are used for all {every} layers; {why}.</source>
   <translation>{who} werden für alle {every} Schichten benutzt: {why}.</translation>
  </message>
  <message>
   <source>{who} are used for {layers} of {every} layers; the processor computes the others.</source>
   <translation>{who} werden für {layers} von {every} Schichten benutzt; der Prozessor rechnet die anderen.</translation>
  </message>
  <message>
   <source>{who} are used.</source>
   <translation>{who} werden benutzt.</translation>
  </message>
  <message>
   <source>{who} are used: all {every} layers fit in their {total}.</source>
   <translation>{who} werden benutzt: Alle {every} Schichten passen in ihre {total}.</translation>
  </message>
  <message>
   <source>{who} is used for all {every} layers; {why}.</source>
   <translation>{who} wird für alle {every} Schichten benutzt: {why}.</translation>
  </message>
  <message>
   <source>{who} is used for {layers} of {every} layers; the processor computes the others.</source>
   <translation>{who} wird für {layers} von {every} Schichten benutzt; der Prozessor rechnet die anderen.</translation>
  </message>
  <message>
   <source>{who} is used.</source>
   <translation>{who} wird benutzt.</translation>
  </message>
  <message>
   <source>{who} is used: all {every} layers fit in its {total}.</source>
   <translation>{who} wird benutzt: Alle {every} Schichten passen in {total}.</translation>
  </message>
  <message>
   <source>{who}: {layers} layers are on it, because the settings say so.</source>
   <translation>{who}: {layers} Schichten liegen darauf, weil die Einstellungen es so wollen.</translation>
  </message>
  <message>
   <source>“Copies that Paddock keeps” brings it back.</source>
   <translation>„Kopien, die Paddock aufbewahrt“ holt es zurück.</translation>
  </message>
  <message>
   <source>“{folder}” cannot be written to: {why}.</source>
   <translation>In „{folder}“ kann nicht geschrieben werden: {why}.</translation>
  </message>
  <message>
   <source>“{key}” is there twice</source>
   <translation>„{key}“ ist doppelt</translation>
  </message>
  <message>
   <source>“{name}” cannot be deleted: {why}.</source>
   <translation>„{name}“ kann nicht gelöscht werden: {why}.</translation>
  </message>
  <message>
   <source>“{name}” cannot be loaded ({cause}).</source>
   <translation>„{name}“ kann nicht geladen werden ({cause}).</translation>
  </message>
  <message>
   <source>“{name}” cannot be put into the trash: {what}</source>
   <translation>„{name}“ kann nicht in den Papierkorb gelegt werden: {what}</translation>
  </message>
  <message>
   <source>“{name}” cannot be read ({why}).</source>
   <translation>„{name}“ kann nicht gelesen werden ({why}).</translation>
  </message>
  <message>
   <source>“{name}” cannot be read: {reason}.</source>
   <translation>„{name}“ kann nicht gelesen werden: {reason}.</translation>
  </message>
  <message>
   <source>“{name}” cannot be read: {why}.</source>
   <translation>„{name}“ kann nicht gelesen werden: {why}.</translation>
  </message>
  <message>
   <source>“{name}” cannot be used as a LoRA adapter for this model: {because}.</source>
   <translation>„{name}“ ist als LoRA-Adapter für dieses Modell nicht zu gebrauchen: {because}.</translation>
  </message>
  <message>
   <source>“{name}” cannot be written: {why}.</source>
   <translation>„{name}“ kann nicht geschrieben werden: {why}.</translation>
  </message>
  <message>
   <source>“{name}” cannot guess for this model: its vocabulary is another one.</source>
   <translation>„{name}“ kann für dieses Modell nicht vorausraten: Sein Vokabular ist ein anderes.</translation>
  </message>
  <message>
   <source>“{name}” has no picture that a PNG could be made of.</source>
   <translation>„{name}“ hat kein Bild, aus dem ein PNG werden könnte.</translation>
  </message>
  <message>
   <source>“{name}” has version {found} of the GGUF format, which this Paddock does not know yet.</source>
   <translation>„{name}“ hat Version {found} des GGUF-Formats, die dieses Paddock noch nicht kennt.</translation>
  </message>
  <message>
   <source>“{name}” has version {version} of the GGUF format, which this Paddock does not know yet.</source>
   <translation>„{name}“ hat Version {version} des GGUF-Formats, die dieses Paddock noch nicht kennt.</translation>
  </message>
  <message>
   <source>“{name}” has {size}, and this computer has {total} of memory.</source>
   <translation>„{name}“ hat {size}, und dieser Computer hat {total} Speicher.</translation>
  </message>
  <message>
   <source>“{name}” holds no chats that Paddock can read.</source>
   <translation>„{name}“ enthält keine Chats, die Paddock lesen kann.</translation>
  </message>
  <message>
   <source>“{name}” is a model of the kind “{architecture}”, which llama.cpp does not run by itself.</source>
   <translation>„{name}“ ist ein Modell der Art „{architecture}“, das llama.cpp nicht allein ausführt.</translation>
  </message>
  <message>
   <source>“{name}” is being downloaded by another Paddock.</source>
   <translation>„{name}“ wird von einem anderen Paddock heruntergeladen.</translation>
  </message>
  <message>
   <source>“{name}” is being made already.</source>
   <translation>„{name}“ wird schon gemacht.</translation>
  </message>
  <message>
   <source>“{name}” is damaged, or was made to do harm: {because}.</source>
   <translation>„{name}“ ist beschädigt oder soll schaden: {because}.</translation>
  </message>
  <message>
   <source>“{name}” is for reading (Markdown, web pages or PDF): no chats can be made of it again.</source>
   <translation>„{name}“ ist zum Lesen da (Markdown, Webseiten oder PDF): Daraus lassen sich keine Chats mehr machen.</translation>
  </message>
  <message>
   <source>“{name}” is incomplete: the file ends before its contents do.</source>
   <translation>„{name}“ ist unvollständig: Die Datei endet vor ihrem Inhalt.</translation>
  </message>
  <message>
   <source>“{name}” is larger than {largest}.</source>
   <translation>„{name}“ ist größer als {largest}.</translation>
  </message>
  <message>
   <source>“{name}” is missing: the model comes in {files} files.</source>
   <translation>„{name}“ fehlt: Das Modell kommt in {files} Dateien.</translation>
  </message>
  <message>
   <source>“{name}” is no importance matrix that can be used: {because}.</source>
   <translation>„{name}“ ist keine brauchbare Wichtigkeitsmatrix: {because}.</translation>
  </message>
  <message>
   <source>“{name}” is no picture that can be used: PNG, JPEG or WebP.</source>
   <translation>„{name}“ ist kein brauchbares Bild: PNG, JPEG oder WebP.</translation>
  </message>
  <message>
   <source>“{name}” is not JSON, as exports of chats are.</source>
   <translation>„{name}“ ist kein JSON, wie Exporte von Chats es sind.</translation>
  </message>
  <message>
   <source>“{name}” is not JSON.</source>
   <translation>„{name}“ ist kein JSON.</translation>
  </message>
  <message>
   <source>“{name}” is not a whole ZIP archive.</source>
   <translation>„{name}“ ist kein vollständiges ZIP-Archiv.</translation>
  </message>
  <message>
   <source>“{name}” is there already.</source>
   <translation>„{name}“ ist schon da.</translation>
  </message>
  <message>
   <source>“{name}” is your own file in a folder that Paddock only watches.</source>
   <translation>„{name}“ ist deine eigene Datei in einem Ordner, den Paddock nur beobachtet.</translation>
  </message>
  <message>
   <source>“{name}” plays here now</source>
   <translation>Hier spielt jetzt „{name}“</translation>
  </message>
  <message>
   <source>“{name}” was copied, but cannot be deleted in “{parent}”: {why}.</source>
   <translation>„{name}“ wurde kopiert, kann aber in „{parent}“ nicht gelöscht werden: {why}.</translation>
  </message>
  <message>
   <source>“{name}” was given up: its header takes longer to read than that of any real model.</source>
   <translation>„{name}“ wurde aufgegeben: Sein Kopf braucht länger zum Lesen als der jedes echten Modells.</translation>
  </message>
  <message>
   <source>“{name}” was not put there by Paddock and is not moved.</source>
   <translation>„{name}“ hat nicht Paddock dorthin gelegt und wird nicht verschoben.</translation>
  </message>
  <message>
   <source>“{name}” was not put there by Paddock.</source>
   <translation>„{name}“ hat nicht Paddock dorthin gelegt.</translation>
  </message>
  <message>
   <source>“{name}” {what}, but there is no GGUF file in it that could be taken out.</source>
   <translation>„{name}“ {what}, aber darin ist keine GGUF-Datei, die sich herausnehmen ließe.</translation>
  </message>
  <message>
   <source>“{name}” {what}.</source>
   <translation>„{name}“ {what}.</translation>
  </message>
  <message>
   <source>“{path}” ({ca_from}) cannot be used: it holds no certificates that can be read.</source>
   <translation>„{path}“ ({ca_from}) ist nicht zu gebrauchen: Es enthält keine lesbaren Zertifikate.</translation>
  </message>
  <message>
   <source>“{path}” cannot be opened ({why}).</source>
   <translation>„{path}“ kann nicht geöffnet werden ({why}).</translation>
  </message>
  <message>
   <source>“{path}” cannot be opened.</source>
   <translation>„{path}“ kann nicht geöffnet werden.</translation>
  </message>
  <message>
   <source>“{path}” cannot be written ({why}).</source>
   <translation>„{path}“ kann nicht geschrieben werden ({why}).</translation>
  </message>
  <message>
   <source>“{path}” cannot be written: {why}.</source>
   <translation>„{path}“ kann nicht geschrieben werden: {why}.</translation>
  </message>
  <message>
   <source>“{path}” could not be deleted ({why}).</source>
   <translation>„{path}“ konnte nicht gelöscht werden ({why}).</translation>
  </message>
  <message>
   <source>“{path}” is no folder.</source>
   <translation>„{path}“ ist kein Ordner.</translation>
  </message>
  <message>
   <source>“{path}” is not a backup of Paddock.</source>
   <translation>„{path}“ ist keine Sicherung von Paddock.</translation>
  </message>
  <message>
   <source>“{path}” is not watched.</source>
   <translation>„{path}“ wird nicht beobachtet.</translation>
  </message>
  <message>
   <source>“{place}” could not be deleted ({why}).</source>
   <translation>„{place}“ konnte nicht gelöscht werden ({why}).</translation>
  </message>
  <message>
   <source>“{ref_or_name}” names {matches} models.</source>
   <translation>„{ref_or_name}“ nennt {matches} Modelle.</translation>
  </message>
  <message>
   <source>“{source}” cannot be read ({why}).</source>
   <translation>„{source}“ kann nicht gelesen werden ({why}).</translation>
  </message>
  <message>
   <source>“{store_id_file}” cannot be read ({why}).</source>
   <translation>„{store_id_file}“ kann nicht gelesen werden ({why}).</translation>
  </message>
  <message>
   <source>“{target}” is there already.</source>
   <translation>„{target}“ ist schon da.</translation>
  </message>
  <message>
   <source>“{text}” asks for fewer than it asks for</source>
   <translation>„{text}“ verlangt weniger, als es verlangt</translation>
  </message>
  <message>
   <source>“{text}” is not understood</source>
   <translation>„{text}“ ist unverständlich</translation>
  </message>
  <message>
   <source>… and {problems} more.</source>
   <translation>… und noch {problems}.</translation>
  </message>
 </context>
</TS>
