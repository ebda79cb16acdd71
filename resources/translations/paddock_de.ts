<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>paddock</name>
  <message>
   <source>0 is always the same answer; 0.7 is lively; above 1.5 is wild.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>1 minute</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>1 model</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>1 or 2; 0 is off.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>10B to 35B</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>2B to 5B</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>3 bits and less: smallest, and worse for it</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>35B and more</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>4 to 6 bits: much smaller, nearly as good</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>5B to 10B</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>8 bits and more: as good as the original</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>A file with the certificates of your network (PEM). Empty, it is that in SSL_CERT_FILE, if any.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>A grammar (GBNF)</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>A long chat answers at once when it is opened again, also after a restart. Encrypted as the chats are.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>A mirror or a Hub of your own. Empty, it is that in HF_ENDPOINT, else {address}.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>A mistake of Paddock's</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>A model is here twice; {size} could be had back.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>A new file is written into the models folder ({type}, {size}); this one stays as it is. The smaller the file, the less memory it needs and the faster it answers, and the more it forgets.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>A passphrase for your chats</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>A small model of the same family guesses ahead, this one checks. The answer is the same.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>A summary stands for the first message.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>A summary stands for the first {count} messages.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>A summary takes the place of the oldest messages if they do not fit.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>A token's number and what is added to its logit, one on each line; -inf forbids it.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>About</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Above 1 avoids what was said; 1 is off.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Acceptable use</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Access</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Adapters</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Adapters (*.gguf)</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Adaptive-p</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Adaptive-p decay</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Adaptive-p target</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Add</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Add a LoRA adapter</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Add a folder with models</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Add a folder…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Add an adapter…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Add to the message</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Address of the Hub</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>After an hour</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>After so long without a key or the mouse.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>After {count} hours</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>After {count} minutes</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Again</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Again with</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Again: write another answer</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>All automatic</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>All back to the default</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>All files (*)</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>All of {program}: {facts}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Also Ctrl++ and Ctrl+-; Ctrl+0 is 100 %.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Also download</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Also download {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Another model</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Answer</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Answer finished: {text}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Answers</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Answers of {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Answers questions about Paddock. Came with the program.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Any author</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Any family</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Any licence</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Any size</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Any task</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Appearance</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Apply</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Architecture</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Archive</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Archive…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>As soon as the answer is there</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Asking the Hub</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Asking {host}…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>At most</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Attach a text file</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Attach a text file…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Author</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Avoids repeating whole sequences of words; 0 is off.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Back</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Back to the chat</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Back to the default</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Batch</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Begin the answer…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Belongs to {program}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Bias of tokens</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Bring back</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Browse what is trending on {host}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Calls {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Came with Paddock</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Cancel all</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Cancel and delete</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Cancel the download of {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Cancel the download of {name}?</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Cancel {count} downloads?</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Cannot be judged</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Certificates</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Changed</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Changes how the model writes (LoRA adapter)</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Change…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Chat with Llama models on your own computer. The guide tells you how.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Chats</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Chats in the cache</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Chats of Paddock, ChatGPT, Claude, Open WebUI, LM Studio (*.json *.zip)</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Chats stay here for 30 days.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Check and keep</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Check the file</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Checking the file…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Choice of words</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Choose a draft model</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Choose a file…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Choose another folder.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Choose one by the name at the top of the chat.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Choose the prompt format…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Classifying text</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Clear</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Clear the processed chats</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Clear the search</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Close</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Close the inspector</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Comes from</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Compare</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Compare with</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Computes attention with less memory; a q8_0 or q4_0 cache of values needs it.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Connect to nothing, whatever is pressed</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Connecting…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Connections</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Connections that Paddock made</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Connects to {host} only when you press a button or search.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Context</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Context and its cache</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Context to judge with</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Continue</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Copied</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Copied: {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Copy</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Copy as</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Copy code</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Copy details</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Copy link</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Copy message</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Copy the SHA-256</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Copy the name to type</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Copy: {what}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Copying {name}…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Ctrl+L does it, too.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>DRY</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>DRY base</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>DRY length</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>DRY looks back</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>DRY multiplier</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>DRY sequence breakers</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Dark</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Delete</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Delete for good</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Delete for good…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Delete this and all after it</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Delete this chat for good?</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Delete this message</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Delete {name}?</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Delete {n} chats for good?</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Deleted “{title}”</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Delete…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Details</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Details: {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Device</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Discover</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Do not edit</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Do not send this: back to the field</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Do not show this again</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Do not wrap long lines</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Does anything leave my computer?</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Does not fit</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Done</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Done, {size}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Download</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Downloaded</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Downloads</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Downloads: {name}, {words}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Draft model</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Drop the model file to use it</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Dynamic exponent</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Dynamic range</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Earlier: {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Edit and ask again</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Edit the answer…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Edit…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Embeddings</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Empty draws one for each answer; it is kept with the answer.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Empty, it is that in HTTPS_PROXY or ALL_PROXY, if there is one.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Ends at one of these texts</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Engine</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Enter</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Enter a token</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Enter a token…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Enter the passphrase…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Enter the recovery key…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Enter…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Esc</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Every connection so far</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Everybody can download it. Ask its authors before you use it for more than trying it out.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Everybody can download it. The licence is recorded with the model.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Experts in main memory</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Export</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Export…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Failed</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Family</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Fewer words find more: try the family alone, or take a filter away.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>File</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Filter models</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Filter the models on this computer</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Filters</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Filters ({count})</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Find in chat</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Find models of other programs…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Fits this computer</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Flash attention</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Folders</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Folders with models</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Folders with models…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Folders, archive, trash, import</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Folders…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>For chatting</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>For code</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>For judging what is safe</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>For pictures and text</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>For searching by meaning (embeddings)</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>For very large computers</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Fork from here</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Form</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Form of the answer</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Found {count}, {size}.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Free</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Free software under the Apache License 2.0. The window is Qt {qt} (PySide6), the engine is llama.cpp. Llama models come under Meta's Llama Community License.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Frequency penalty</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>From</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>From top to bottom. Drag a sampler, or move it with Alt and the arrow keys.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>From which probability on a word can be left out; above 0.5 is off.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>From {repo}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>From {when}: {problem}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>GB</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Gated</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Get a real model</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Get a real model…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Give it</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Gives the memory of a model back that nobody used for so long.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Go on with downloads at the start</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Go on with it</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Goes with it</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Guesses ahead</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Guide</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Guide – answers questions about Paddock</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Has a LoRA adapter: {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Has a file that lets it see pictures: {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Has a small model that guesses ahead: {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Hide the details</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Hide the sidebar</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Holds for all chats with this model, from the next answer on.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>How far the three penalties look back, in tokens; -1 is the whole context.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>How fast Mirostat learns.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>How fast the penalty grows with the length of the sequence.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>How lively answers are, for every model that has nothing of its own set in the inspector.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>How long adaptive-p remembers what was drawn.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>How many chats, and branches of them, are kept ready in the cache.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>How many layers the graphics card takes; the rest stay with the processor.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>How many processor cores work. Automatic measures what is fastest, once.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>How many tokens DRY looks back; -1 is the whole context.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>How many tokens of a question are read at once.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>How many tokens the model sees at once. More needs more memory.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>How much chance has a say. 0 always takes the likeliest word.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>How much of a chat a model sees at once. Automatic takes up to 8192 tokens; more needs more memory. Holds from the next question on.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>How much of a chat the model keeps in mind; more of it takes more memory.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>How much of the line downloads take. It holds at once.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>How often the likeliest words are left out on purpose; 0 is off.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>How the answer begins</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>How the answer begins…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>How the cache's numbers are stored: q8_0 halves its memory; q4_0 quarters it, at some cost.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>How the temperature follows the model's doubt.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>How {name} is talked to</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>I already have one</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>I have a token</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>I understand</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>If it does not fit into the context, there is no answer.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Import chats</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Import chats…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>In a models folder</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>In messages</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>In tokens, of which three or four are about two words.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>In use</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Infill</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Insert</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Inspector</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Interrupted. What was written is kept.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>It can only continue text until you choose its prompt format.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>It goes to the trash, which frees nothing: another file shares its bytes. Chats stay.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>It goes to the trash. Emptying the trash frees {size}. Chats with it stay.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>It has not been started yet; then it is said here what it is kept from.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>It holds {names}, which llama.cpp cannot read. Others often publish the same model as GGUF.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>It is asked for when Paddock starts. Nobody can open your chats without it, but for whoever has the recovery key: write that down first.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>It is gated, and your account may download it. The licence is recorded with the model.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>It is gated: {host} gives it only to those who accepted its terms. {how} Then give Paddock a token.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>It is set: nobody opens your chats without it, or the recovery key.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>It names no licence</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>It runs in a sandbox. SHA-256: {sha256}…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>It will be gone. Nothing of it was kept, and nothing brings it back.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Its SHA-256 is recorded now; the next check compares with it.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Its terms have to be accepted first, see above.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>JSON, after a schema</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>JSON: all branches and facts, for Paddock (*.json)</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>KV cache, keys</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>KV cache, values</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Keep it</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Keep the answer of {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Keep them on the disk</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Keep this</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Keeps the weights in a second order made for the processor. Off loads sooner, takes less memory, and reads prompts much faster on some processors; answers come a little slower.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Languages</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Larger context…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Largest</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Last answer</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Last used</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Later: {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Layers on the graphics card</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Leave it</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Leave the oldest messages out</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Leave this temporary chat?</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Lets the model see pictures (mmproj)</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Lets the temperature vary by so much with the model's doubt; 0 is off.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Licence</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Licence {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Light</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Likes</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>LoRA files that change how the model writes. They act at once, without loading it again.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Load the last model at the start</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Loading {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Loading {name}… {percent} %</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Loads the model again</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Lock now</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Lock the chats</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Lock when nobody is there</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Logs, without any chat text</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Longest answer</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Look again</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Look for another one</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Looking at {name}…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Looking at {place}…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Looking for models</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Looking…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Looks back</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>MB</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Make a smaller one…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Make a smaller {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Make it</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Makes answers faster (draft model)</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Makes words less likely that were used already.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Making {type}…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Markdown</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Markdown: what is shown (*.md)</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Measure what is fastest</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Measuring this computer…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Message</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Message Paddock…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Message deleted</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Messages deleted</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Min-p</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Mirostat and adaptive-p</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Mirostat eta</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Mirostat tau</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Mirostat version</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Model</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Model: {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Model: {name}, loading {percent} %</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Model: {name}, {memory} of memory</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Models</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Models (*.gguf *.llamafile)</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Models (*.gguf)</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Models found</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Models in these folders, and in folders in them, are on the list as soon as they are there.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Models in these folders, and in the folders in them, are on the list as soon as they are there.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Models of other programs</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Models take {taken} on this disk, {free} are free.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>More about this chat</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>More about this message</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>More about {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Most downloads</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Most likes</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Most that downloads take of the line</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Move</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Move to</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Move to another folder…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Move to the trash</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Move {name} to</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Moving to {folder}…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Moving {name}…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Name</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Name of the folder</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Name of the model</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Never</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>New</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>New chat</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>New folder</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>New folder…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>New tag</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>New tag…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>New template</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Newest</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Next</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Next answer</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>No answer is written without all that was said before.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>No connection. It goes on by itself once there is one.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>No folder</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>No limit</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>No model has “{text}” in its name.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>No models yet; {free} are free on this disk.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>None</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>None found: not of Ollama, LM Studio, Jan, GPT4All or KoboldCpp, not in the caches of llama.cpp and Hugging Face, and not among your downloads. A file elsewhere can be opened by itself.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>None is set: whoever is signed in as you can open your chats.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>None. Only models with a gate need one.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Not everything could be judged. {what}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Not found</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Not now</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Nothing brings them back then.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Nothing is being downloaded. Choose a model under Discover; it is listed here as it comes.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Nothing is lost or overwritten: your chats stay as they are until the right key opens them.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Nothing is running</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Nothing new was found.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Nothing of the chats is lost: it is only processed again.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Nothing of this chat is kept</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Nothing was found for “{text}”.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Nothing was found.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Now</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Of how many layers the experts stay in main memory; only some models have experts.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Of {user}; {place}.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Off</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Older</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>On</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>On this computer</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>One chat came in from {program}.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>One database, encrypted with SQLCipher (AES-256). </source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>One on each line; \n stands for the end of a line.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>One was here already.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Only on this computer: its keyring is needed as well</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Only the k likeliest words; 0 is off.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Only when you search, open a model's page or download: to {host}. A download that ran when Paddock ended goes on at its next start. No account, no telemetry, no update check, no crash reports.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Only words at least so likely, measured by the likeliest; 0 is off.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Only words within n standard deviations of the likeliest; 0 is off.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Open</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Open Models</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Open a file…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Open a model</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Open and gated</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Open another file…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Open in browser</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Open its page</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Open its page, sign in, and accept the terms there.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Open its page, sign in, and ask its authors for access; they decide, which can take days.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Open my chats</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Open the downloads</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Open the folder: {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Open them…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Open this link in your browser?</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Open to everybody</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Opens your chats if the key is lost, and on another computer. Write it down or print it.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Order of the models</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Order of the results</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Order of the samplers</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Other models…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Others</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Others may publish the same model as GGUF, the format that llama.cpp reads.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Paddock</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Paddock chooses what is automatic from this computer's memory. Apply loads the model again.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Paddock does not know how {name} wants to be talked to.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Paddock has made no connection.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Paddock {version}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Paddock's own: downloads go here</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Paddock's prompt format “{name}” is used instead.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Paddock, as the file has none that works: {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Paddock: recovery key</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Parameters</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Passphrase</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Passphrase, {count} characters or more</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Pasted text, {size}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Pause</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Pause all</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Picture</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Pictures and text</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Pin</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Pinned</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Plain text</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Prefers words that are about as surprising as expected; 1 is off.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Presence penalty</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Previous</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Previous 7 days</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Previous answer</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Print…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Privacy</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Processed chats</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Prompt format</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Prompt format…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Prompt templates</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Prompt templates…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Prompts to write again: type / at the beginning of a message to choose one.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Proxy</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Read it</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Read the licence</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Reading the model</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Reading the model…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Reading… {percent} %</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Reckoned from the size of the file.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Recommended</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Recommended for this computer</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Recovery key</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Remove</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Remove folder (its chats stay)</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Remove the passphrase</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Remove the token</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Remove {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Rename</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Rename folder…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Rename the chat</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Rename the folder</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Repeat penalty</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Repetition</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Repetition penalties</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Replace…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Result of {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Resume</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Resume all</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Runs on</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>SHA-256</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Sampling</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Save</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Save as Markdown…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Save code</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Saved as {name}.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Scale of {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Schema or grammar</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Search chats</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Search for GGUF versions</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Search for a model, an author, a family…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Search the titles and messages of all chats</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Search {host} for models</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Searches then show what was read before; downloads end, and can be gone on with later.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Searches {host}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Searching…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Seed</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Seed and bias</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Send</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Sentence similarity</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Sequences up to this many tokens may repeat.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Set it</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Settings</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Set…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Show all</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Show details</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Show in folder</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Show recovery key</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Show the details</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Show the download</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Show the list…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Show the sidebar</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Show them</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Show {folder}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Show…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Size</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Some models are given only to those who accepted their licence. Sign in to {host} in your browser, accept it there, and make a token of the kind “Read” in the account's settings. Paddock asks {host} whose token it is, keeps it in the system's keyring, and sends it nowhere else.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Something went wrong, and it is Paddock's fault</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Stay offline</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Stop</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Stop and say so</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Stopped</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Stopped at the longest answer that is allowed.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Stopping…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Summarise the oldest messages</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Summarise them</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Summarising the beginning of the chat…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Summary of the beginning</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>System</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>System follows your desktop, also while Paddock runs.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>System prompt</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>System prompt…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Tags</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Take all that are done off this list</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Take away: {filter}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Take off the list</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Take {folder} off the list; its files stay</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Take {name} off the list?</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Take {name} off this list</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Take {name} out</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Task</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Temperature</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Temperature {value}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Temporary</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Temporary: nothing of this chat is kept</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Text</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Text size</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The answer begins with:</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The answer could not be written.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The answer failed: {error}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The chat template in the file of {name} does not work.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The context is full. Start a new chat, or choose in the inspector a larger context or what to leave out.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The engine's process, which opens model files from strangers</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The file cannot be read.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The file could not be saved.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The file is not what it was: it is damaged or was changed. Delete it and download it again.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The file is what the Hub promised.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The file stays where it is, and so do chats with it.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The first message is left out.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The first {count} messages are left out.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The guide always gives its likeliest answer.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The guide gets only the last questions, the beginning of each, and no system prompt.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The guide is given no system prompt.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The guide is small; there is nothing to set.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The guide: answers questions about Paddock</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The key lies in the system's keyring again.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The likeliest words that make up this share of probability; 1 is off.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The model does not see what is above this line</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The model lies in {count} files, which belong together.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The model no longer sees them; you do. The system prompt always stays.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The model sees a summary of what is above this line</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The model sees the whole chat.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The model that answers titles a new chat, when nobody waits for it; else its first words do.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The model writes a summary and goes on with it. What was said stays in the chat.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The model wrote it and reads it in place of the oldest messages, which stay in the chat.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The model's page</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The more often a word was said, the less likely it becomes; 0 is off.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The name it came with</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The page is not Paddock's. Your browser connects to it.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The probability that adaptive-p aims at; tick it in the order below.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The processor</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The prompt of a short sample, since nothing has been asked in this chat yet.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The same again</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The same file as {names}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The same seed and settings give the same answer.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The surprise that Mirostat aims at.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>The tag</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Theme</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>There are no GGUF files here</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>There is more than can be shown here.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>There is no answer any more, unless you choose otherwise.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>There is no type left that would make it smaller.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>There is nothing here.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>There is one, {place}.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>These chats are out of the list. They are found by a search all the same.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>They aim at an even surprise, in place of the choice of words above.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>They are used where they lie. Nothing is copied, and Paddock never deletes them.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Thinking…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>This chat</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>This chat does not fit into the context: {used} of {whole} tokens.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>This chat nearly fills the context: {used} of {whole} tokens.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>This does not fit. Shorten the message or the system prompt, or give more context.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>This message is too long to be shown as a whole. Copy takes all of it.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Thought for a moment</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Thought for {minutes} min {seconds} s</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Thought for {seconds} s</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Threads</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Threads and batch</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Tight on this computer</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Title of the chat</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Titles by the model</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>To</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>To the end</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Today</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Token</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Token for {host}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Tokens</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Tool</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Top-k</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Top-n-sigma</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Top-p</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Trained context</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Trained with</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Transcript</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Translation</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Trash</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Trash…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Trending</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Tries in idle seconds, once for each model, how many threads work best on this computer.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Try again</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Try again without it</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Try with a smaller context</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Type / at the beginning of a message to choose one. {{date}} and {{clipboard}} are filled in; every other name in double braces is asked for.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Typical-p</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Undo</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Unlikely words are left out before one is drawn.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Unload idle models</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Unload {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Unload {name} ({memory})</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Unpin</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Up to 2B</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Use</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Use it</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Use the processor</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Use the recovery key…</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Use them</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Use where it lies</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Use {count} models</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Use {count} models?</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Use {name}?</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Used in this order</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Used now</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Used where it lies, nothing is copied, and it stays yours: Paddock never deletes it. Copied or moved, it lies in Paddock's own folder with the models.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Used where {program} keeps it; Paddock never deletes it.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Version</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Versions of {model}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Waits for its turn</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Waits for the answer’s end: {text}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Watched; its files are used in place</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Web page: what is shown, set as here (*.html)</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Weights reordered</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Welcome to Paddock</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>What an answer may look like, and where it ends.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>What does not fit into the context is left out, the oldest messages first.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>What is Paddock?</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>What is here of it, {size}, is deleted. Paused, it could go on from there.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>What is on your mind?</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>What its authors say</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>What the model is given</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>What the model is told before this chat begins: a role, a tone, facts it should know.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>What this model would be given for this chat, up to its last question.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>What was not used for the longest time goes first. Automatic is 4 GB or 5 % of the disk.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>What was under way when Paddock ended. Else it waits, paused, until you press Resume.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>What would help</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Whatever was said becomes less likely; 0 is off.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>When</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>When Paddock connects</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>When a new chat grows beyond the context. The inspector changes it for each chat.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>When it is full there is no answer any more, unless you choose otherwise.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>When the context is full</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>When, to whom, and why: noted before it is made.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Where from</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Where the model is computed.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Which model fits my computer?</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Why</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Why is this slow?</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Wrap long lines</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Write it down or print it, and keep it away from this computer. Whoever has it and your files can read your chats. Without it, chats cannot be recovered if the key is lost.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Write on: it is sent afterwards</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Writing and chatting</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>XTC</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>XTC probability</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>XTC threshold</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Yesterday</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>You</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>You answer briefly and in plain words.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>You edit the answer; Enter keeps it beside the old one</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>You edit your message; Enter asks anew</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Your chats are encrypted on this computer</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Your chats are encrypted, but their key lies in a file.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Your chats are locked</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Your chats are not open.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Your chats are stored and not affected. If it happens again, please send the details to the project; there is nothing of your chats in them.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Your chats cannot be opened</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Your chats will be listed here.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Your file</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>Your recovery key</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>a moment ago</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>a tool</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>about {count} words a second</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>adapter</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>another program</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>auto</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>by {author}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>changed {ago}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>code</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>draft model</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>drawn</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>gated</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>kept in the system's keyring</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>kept until Paddock ends, because no keyring can be used</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>less than a minute left</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>less than a word a second</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>llama.cpp's own for it is used instead.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>llama.cpp, as the file's does not work</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>made from {models}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>no limit</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>nothing</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>nowhere: it is not known</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>on the list already</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>on this computer</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>paused</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>sees pictures</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>the file</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>under 0.1 of {total} GB</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>used in {month}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>used today</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>used yesterday</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>used {count} days ago</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>waits for its turn</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>your choice: {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count:.0f} GB</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count:.0f}B parameters</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count:.10g} MB/s</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count:.1f} GB</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count:.1f} GB of memory</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count:.1f} MB</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count:.1f} h left</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count:.1f}B parameters</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count:.3g}M context</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} KB</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} chats</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} chats deleted</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} days ago</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} downloads</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} failed</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} files</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} hours ago</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} in the queue</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} languages</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} likes</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} min left</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} minutes</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} minutes ago</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} models</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} models are here twice; {size} could be had back.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} models are on the list now.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} models, and more as you scroll</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} months ago</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} more</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} more folders: {size}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} more in the queue</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} on the list already.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} paused</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} running</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} tokens</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} tokens of context</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} weeks ago</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} without a connection</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count} years ago</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count}K</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count}K context</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count}M</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{count}M parameters</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{done:.1f} of {total:.1f} {unit}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{name} answers, on this computer.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{name} brings a chat template that Paddock has not seen before.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{name} is on this computer now.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{name} is on this computer now: {size}.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{name} lies in {folder} now.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{name} · context {used} of {whole}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{name}: back to the default</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{number} of {total}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{n} chats came in from {program}.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{n} were here already.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{percent} %</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{percent} % of {name}</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{picture} (picture on {host})</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{size} ({count} bytes)</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{size} to download</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{size} · {memory} of memory</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{speed:.0f} KB/s</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{speed:.1f} MB/s</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{speed} tok/s</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{speed}: why?</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{taken} of {total} GB</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{tokens} · about {words} words</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{used} of {whole} tokens</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{what} It begins when the work before it is done.</source>
   <translation type="unfinished"></translation>
  </message>
  <message>
   <source>{what} {percent} %</source>
   <translation type="unfinished"></translation>
  </message>
 </context>
</TS>
