hall-title = { $room } · Plenary
speaker-title = Speaker · { $room }
clock = { DATETIME($now, weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit") }
language = Language
appearance-dark = Dark appearance
appearance-light = Light appearance
viewers = { $count ->
    [one] { $count } watching
   *[other] { $count } watching
}
state-connecting = Connecting
state-live = Live
state-weak = Network weak
state-reconnecting = Reconnecting
state-connecting-long = Connecting to the hall …
state-reconnecting-long = The connection is lost. We reconnect by ourselves.
state-weak-long = Your line is weak: the picture may be coarse for a while.
stage-empty = The stage is empty
stage-empty-long = The picture comes by itself as soon as somebody takes the stage.
stage-shows = On stage: { $names }
stage-now = On stage
stage-nobody = Nobody is on stage.
stage-label = Stage
seat-unnamed = Speaker
seat-standby = Test picture
sound-on = Turn on sound
sound-on-long = Your browser waits for your permission to play sound.
mute = Mute
unmute = Unmute
volume = Volume
fullscreen = Full screen
fullscreen-leave = Leave full screen
picture-in-picture = Small window
refused-no-token = This link lacks its invitation
refused-no-token-long = Open the whole link that you were sent: it ends in #token=… and a long word. If you have lost it, ask the organiser for a new one.
refused-401 = This invitation is not valid (any more)
refused-401-long = It may have run out. Ask the organiser for a new link.
refused-403 = This invitation is for something else
refused-403-long = It may be for another room, or for watching only. Ask the organiser for the right link.
refused-404 = There is no such room
refused-404-long = Check the link, or ask the organiser for a new one.
refused-other = The server cannot let you in
refused-other-long = It says: { $detail }
try-again = Try again
speaker-heading = Speaker
preview-label = Your camera, as you see yourself
return-label = What the hall sees
return-note = The hall’s picture, without sound
camera = Camera
microphone = Microphone
device-unnamed = Device { $number }
level = Microphone level
take-stage = Take the stage
leave-stage = Leave the stage
camera-off = Turn camera off
camera-on = Turn camera on
microphone-off = Mute microphone
microphone-on = Unmute microphone
speaker-asking = Your browser asks for camera and microphone: please allow both.
speaker-ready = Ready. Nobody sees you yet.
speaker-connecting = Going on stage …
speaker-waiting = Connected: waiting for a place on the stage.
speaker-live = You are live
speaker-weak = You are live, but your line is weak
speaker-reconnecting = The connection is lost. We reconnect by ourselves.
speaker-left = You have left the stage
media-denied = The browser may not use your camera and microphone
media-denied-long = Allow both beside the address bar (or in the system’s settings), then press “Try again”.
media-missing = No camera or microphone was found
media-missing-long = Plug one in, then press “Try again”.
media-busy = The camera or microphone is in use
media-busy-long = Close the other program that uses it, then press “Try again”.
media-other = The camera or microphone cannot be used
microphone-silent = Your microphone is silent
microphone-silent-long = Check that it is not muted, or choose another one.
camera-lost = The camera was unplugged
camera-lost-long = Your voice goes on. Plug it in again, or choose another one.
door-speaker = You are invited to speak.
door-named-speaker = You are invited to speak, { $name }.
door-hall = You are invited to watch and listen.
door-named-hall = You are invited to watch and listen, { $name }.
door-enter-speaker = Go to your place
door-enter-hall = Enter the hall
door-closed = Welcome
door-closed-long = To enter a hall, open the link that the organiser sent you. Your equipment can be checked here at any time.
door-checks = Before you enter
door-checks-long = A minute now spares you trouble later. Nobody sees or hears you here.
check-line = Line to the hall
check-line-wait = Checking whether pictures and sound reach you …
check-line-good = The line is good: { $ms } ms to the hall and back.
check-line-weak = The line is weak ({ $ms } ms to the hall and back). Use a cable, move closer to the router, or close other programs that use the network.
check-line-blocked = This page reaches you, but pictures and sound do not: your network blocks UDP. Try another network, or ask your technician to allow UDP to { $host }.
check-sound = Loudspeaker
check-sound-long = We play three short notes.
check-sound-play = Play the notes
check-sound-ask = Did you hear three notes?
check-sound-good = You will hear the hall.
check-sound-none = Turn up the volume, see which loudspeaker or headphones your system uses, then play the notes again.
check-devices = Camera and microphone
check-devices-long = See yourself as the hall will see you. The picture does not leave this device.
check-devices-start = Start the test
check-devices-speak = Say a few words: the bar below moves when we hear you.
check-devices-good = Camera and microphone work.
yes = Yes
no = No

## Sign-in, wall and booth
refused-no-session = Open your invitation first
refused-no-session-long = This browser does not know you (any more). Open the link that you were sent, or ask the organiser for a new one.
refused-entry = You may not enter this room now
refused-entry-long = The summit says: { $detail }
booth-heading = Interpretation
booth-later = Interpretation is not part of this version: it opens in a later one. Interpreters can follow the hall until then.
to-door = To the door
to-hall = To the hall

## The stage

stage-hold = The sitting will go on in a moment
stage-muted = muted
## Hall
hall-tabs = What goes on in the room
hall-tab-programme = Programme
hall-tab-hands = Floor
hall-tab-questions = Questions
hall-tab-chat = Chat
hall-tab-votes = Votes
hall-tab-people = People
hall-badge-chat = new messages
hall-badge-votes = votes to cast
hall-badge-hands = your place in the queue
hall-close = Close
hall-now = Now
hall-next = Next
hall-over = Over
hall-late = { $count ->
    [one] About { $count } minute late
   *[other] About { $count } minutes late
}
hall-days = Days
hall-zone = Times are yours: { $own }
hall-zones = Times are yours ({ $own }); below them those of the host ({ $host })
hall-programme-empty = There is no programme yet.
hall-hands = { $count ->
    [0] The queue
    [one] The queue: { $count } hand
   *[other] The queue: { $count } hands
}
hall-hands-none = No hand is up.
hall-hands-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}
hall-hand-mode-arrival = In the order in which they were raised
hall-hand-mode-fair = Who has not spoken yet comes first
hall-hand-called = Called
hall-hand-up = Your hand is up. Your place in the queue:
hall-hand-place = { $count ->
    [one] of { $count }
   *[other] of { $count }
}
hall-hand-is-up = Hand up: { $place }
hall-hand-lower = Lower my hand
hall-hand-raise = Raise hand
hall-hand-topic = What you would speak about
hall-hand-topic-hint = A word or two, if you like
hall-hand-language = The language you would speak
hall-question = Your question
hall-question-hint = One question, in your own language
hall-question-anonymous = Ask without my name
hall-question-ask = Ask
hall-question-nobody = Asked without a name
hall-question-own = Yours
hall-question-support = { $count ->
    [one] I want to know this too ({ $count } so far)
   *[other] I want to know this too ({ $count } so far)
}
hall-question-supported = { $count ->
    [one] { $count } wants to know this, you too
   *[other] { $count } want to know this, you too
}
hall-questions-waiting = { $count ->
    [one] { $count } question of yours waits for a moderator.
   *[other] { $count } questions of yours wait for a moderator.
}
hall-questions-none = No question was asked yet.
hall-answered-live = Answered on stage
hall-answer = The answer
hall-chat-of = Whose chat
hall-chat-room = The room
hall-chat-pinned = Pinned
hall-chat-none = Nobody has written here yet.
hall-chat-newer = Newer messages
hall-chat-write = Write a message
hall-chat-send = Send
hall-chat-reading = You read along: writing is not open to you.
hall-chat-off = The chat is off for now.
hall-chat-banned = A moderator has asked you not to write before { $time }.
hall-chat-slow = { $count ->
    [one] Slow mode: one message a second
   *[other] Slow mode: one message every { $count } seconds
}
hall-chat-wait = { $count ->
    [one] Slow mode: you can write again in { $count } second.
   *[other] Slow mode: you can write again in { $count } seconds.
}
hall-yes = Yes
hall-no = No
hall-abstain = Abstain
hall-votes-none = Nothing is put to the vote yet.
hall-motion-draft = To come
hall-motion-open = Voting is open
hall-motion-closed = Decided
hall-mode-open = Open vote, by roll-call
hall-mode-secret = Secret vote
hall-majority-simple = simple majority
hall-majority-absolute = absolute majority
hall-majority-two_thirds = two thirds
hall-majority-three_quarters = three quarters
hall-vote-called = A vote is open: { $title }. Press V to go to it.
hall-vote-none = You have no vote on this.
hall-vote-for = You vote for:
hall-vote-choices = Your choice
hall-vote-open = Everybody will see how you voted. A vote that was cast cannot be changed.
hall-vote-secret = Nobody will see how you voted. A vote that was cast cannot be changed.
hall-vote-cast = { $count ->
    [one] Cast the vote
   *[other] Cast { $count } votes
}
hall-vote-casting = Your vote is being sealed …
hall-vote-done = Your vote is counted
hall-vote-secret-done = Your secret vote is counted
hall-vote-final = It stands: a vote that was cast cannot be changed.
hall-outcome-carried = Carried
hall-outcome-rejected = Rejected
hall-outcome-no_quorum = No quorum: nothing is decided
hall-turnout = { $count ->
    [one] Turnout, of { $count } vote
   *[other] Turnout, of { $count } votes
}
hall-quorum = Present: { $present }; needed: { $quorum }
hall-result-csv = The result as a table (CSV)
hall-people-watching = { $count ->
    [one] watching
   *[other] watching
}
hall-people-locations = { $count ->
    [one] delegation
   *[other] delegations
}
hall-people-countries = { $count ->
    [one] country
   *[other] countries
}
hall-people-heads = { $count ->
    [one] person there
   *[other] people there
}
hall-people-search = Search a delegation or country
hall-people-list = { $count ->
    [one] Delegations: { $count } line
   *[other] Delegations: { $count } lines
}
hall-people-none = Nothing is called that.
hall-people-here = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
hall-react-applause = Applause
hall-react-heart = Heart
hall-react-laughter = Laughter
hall-react-surprise = Surprise
hall-clock = Speaking time left
hall-quality = Picture quality
hall-quality-auto = Automatic
hall-quality-low = Save data
hall-quality-audio = Sound only
hall-sound-alone = You hear the room, without pictures.
hall-show-pictures = Show pictures
hall-invited = You are invited to the stage
hall-invited-long = If you accept, camera and microphone are checked first. Nobody sees or hears you before the director puts you on.
hall-invited-accept = Accept
hall-invited-decline = Not now
entry-lobby = You are in the lobby
entry-lobby-long = A moderator sees that you wait, and will let you in.
entry-locked = The room is locked
entry-locked-long = Nobody new may enter at present.
entry-sent_out = You were sent out of this room
entry-sent_out-long = Only a moderator can let you in again.
entry-banned = You may not take part in this summit any more
entry-banned-long = If you think that this is a mistake, write to the organiser.
entry-reason = The reason given:
entry-by-itself = Leave this page open: it goes on by itself.
said-offline = The server cannot be reached. Nothing was done: try again in a moment.
said-no_session = This browser is not signed in any more. Open your invitation again.
said-not_allowed = That is not open to you.
said-not_found = It is not there any more.
said-conflict = That is not possible now: things have changed meanwhile.
said-gone = That is over.
said-too_fast = That was too fast. Wait a little, then try again.
said-full = There are too many already. Wait a little, then try again.
said-invalid = Something in it is missing or too long.
said-banned = You may not take part any more.
said-other = The server could not do that. Try again in a moment.
