hall-title = { $room } · Plenary
speaker-title = Orateur · { $room }
clock = { DATETIME($now, weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit") }
language = Langue
appearance-dark = Affichage sombre
appearance-light = Affichage clair
viewers = { $count ->
    [one] { $count } personne regarde
    [many] { $count } de personnes regardent
   *[other] { $count } personnes regardent
}
state-connecting = Connexion
state-live = En direct
state-weak = Réseau faible
state-reconnecting = Reconnexion
state-connecting-long = Connexion à la salle …
state-reconnecting-long = La connexion est perdue. Nous la rétablissons nous-mêmes.
state-weak-long = Votre ligne est faible : l’image peut être moins nette un moment.
state-weak-choose = Votre ligne est faible : l’image peut être moins nette un moment. « Économe » ou « Son seul », plus bas, demandent moins.
stage-empty = La tribune est vide
stage-empty-long = L’image apparaîtra d’elle-même dès que quelqu’un prendra la parole.
stage-shows = À la tribune : { $names }
stage-now = À la tribune
stage-nobody = Personne n’est à la tribune.
stage-label = Tribune
seat-unnamed = Orateur
seat-standby = Image d’essai
sound-on = Activer le son
sound-on-long = Votre navigateur attend votre accord pour diffuser le son.
mute = Couper le son
unmute = Rétablir le son
volume = Volume
fullscreen = Plein écran
fullscreen-leave = Quitter le plein écran
picture-in-picture = Petite fenêtre
refused-no-token = Il manque l’invitation à ce lien
refused-no-token-long = Ouvrez en entier le lien qui vous a été envoyé : il se termine par #token=… suivi d’un long mot. Si vous l’avez perdu, demandez-en un autre à l’organisateur.
refused-401 = Cette invitation n’est pas (ou plus) valable
refused-401-long = Elle a peut-être expiré. Demandez un nouveau lien à l’organisateur.
refused-403 = Cette invitation est pour autre chose
refused-403-long = Elle vaut peut-être pour une autre salle, ou seulement pour regarder. Demandez le bon lien à l’organisateur.
refused-404 = Cette salle n’existe pas
refused-404-long = Vérifiez le lien, ou demandez-en un autre à l’organisateur.
refused-other = Le serveur ne peut pas vous laisser entrer
refused-other-long = Il répond : { $detail }
refused-blocked = Votre réseau bloque une partie de cette page
refused-blocked-long = Quelque chose dans votre réseau bloque les WebSockets : ce qui se passe ici ne vous parvient pas. Essayez un autre réseau, ou demandez à votre technicien d’autoriser les WebSockets vers { $detail }. Nous continuons d’essayer.
refused-elsewhere = Vous continuez dans un autre onglet ou sur un autre appareil
refused-elsewhere-long = Votre image et votre son viennent de là. Pour les envoyer d’ici, appuyez sur « Réessayer ».
try-again = Réessayer
speaker-heading = Orateur
preview-label = Votre caméra, telle que vous vous voyez
return-label = Ce que voit la salle
return-note = L’image de la salle, sans le son
camera = Caméra
microphone = Microphone
device-unnamed = Appareil { $number }
level = Niveau du microphone
take-stage = Prendre la parole
leave-stage = Quitter la tribune
camera-off = Couper la caméra
camera-on = Rétablir la caméra
microphone-off = Couper le micro
microphone-on = Rétablir le micro
speaker-asking = Votre navigateur demande l’accès à la caméra et au microphone : veuillez accepter les deux.
speaker-ready = Tout est prêt. Personne ne vous voit encore.
speaker-connecting = Montée à la tribune …
speaker-waiting = Connexion établie : en attente d’une place à la tribune.
speaker-live = Vous êtes à l’antenne
speaker-weak = Vous êtes à l’antenne, mais votre ligne est faible
speaker-reconnecting = La connexion est perdue. Nous la rétablissons nous-mêmes.
speaker-left = Vous avez quitté la tribune
media-denied = Le navigateur n’a pas accès à votre caméra et à votre microphone
media-denied-long = Autorisez les deux à côté de la barre d’adresse (ou dans les réglages du système), puis appuyez sur « Réessayer ».
media-missing = Aucune caméra ni aucun microphone n’a été trouvé
media-missing-long = Branchez-en un, puis appuyez sur « Réessayer ».
media-busy = La caméra ou le microphone est déjà utilisé
media-busy-long = Fermez l’autre programme qui s’en sert, puis appuyez sur « Réessayer ».
media-other = La caméra ou le microphone ne peut pas être utilisé
microphone-silent = Votre microphone est silencieux
microphone-silent-long = Vérifiez qu’il n’est pas coupé, ou choisissez-en un autre.
camera-lost = La caméra a été débranchée
camera-lost-long = Votre voix continue de passer. Rebranchez la caméra, ou choisissez-en une autre.
door-speaker = Vous êtes invité(e) à prendre la parole.
door-named-speaker = Vous êtes invité(e) à prendre la parole, { $name }.
door-hall = Vous êtes invité(e) à suivre la séance.
door-named-hall = Vous êtes invité(e) à suivre la séance, { $name }.
door-enter-speaker = Aller à votre place
door-enter-hall = Entrer dans la salle
door-closed = Bienvenue
door-closed-long = Pour entrer dans une salle, ouvrez le lien que l’organisateur vous a envoyé. Vous pouvez vérifier votre matériel ici à tout moment.
door-checks = Avant d’entrer
door-checks-long = Une minute maintenant vous évitera des soucis plus tard. Ici, personne ne vous voit ni ne vous entend.
check-line = Ligne vers la salle
check-line-wait = Vérification : l’image et le son vous parviennent-ils ? …
check-line-good = La ligne est bonne : { $ms } ms aller-retour jusqu’à la salle.
check-line-weak = La ligne est faible ({ $ms } ms aller-retour). Utilisez un câble, rapprochez-vous du routeur ou fermez les autres programmes qui utilisent le réseau.
check-line-blocked = Cette page vous parvient, mais ni l’image ni le son : votre réseau bloque UDP. Essayez un autre réseau, ou demandez à votre technicien d’autoriser UDP vers { $host }.
check-sound = Haut-parleur
check-sound-long = Nous jouons trois notes brèves.
check-sound-play = Jouer les notes
check-sound-ask = Avez-vous entendu trois notes ?
check-sound-good = Vous entendrez la salle.
check-sound-none = Montez le volume, vérifiez quel haut-parleur ou quel casque votre système utilise, puis jouez les notes à nouveau.
check-devices = Caméra et microphone
check-devices-long = Voyez-vous comme la salle vous verra. L’image ne quitte pas cet appareil.
check-devices-start = Commencer l’essai
check-devices-speak = Dites quelques mots : la barre ci-dessous bouge quand nous vous entendons.
check-devices-good = La caméra et le microphone fonctionnent.
yes = Oui
no = Non

## Sign-in, wall and booth
refused-no-session = Ouvrez d’abord votre invitation
refused-no-session-long = Ce navigateur ne vous connaît pas (ou plus). Ouvrez le lien qui vous a été envoyé, ou demandez-en un nouveau à l’organisateur.
refused-over = Vous n’êtes plus connecté à ce sommet
refused-over-long = Ouvrez le dernier lien reçu, ou demandez-en un nouveau à l’organisateur.
refused-entry = Vous ne pouvez pas entrer dans cette salle pour l’instant
refused-entry-long = Le sommet répond : { $detail }
booth-heading = Cabine des interprètes
booth-later = L’interprétation à la voix viendra dans une version ultérieure.
booth-not = Les sous-titres sont écrits par les interprètes, les modérateurs et la direction. Vous voyez et entendez ici la scène ; pour participer, allez dans la salle.
booth-language = Vous écrivez en
booth-write = Écrivez en { $language } ce qui se dit
booth-send = Envoyer cette ligne
booth-reads = Ce que lit la salle
booth-nothing = Personne n’a encore écrit dans cette langue.
booth-keys = Entrée envoie une ligne. Ce qui n’est pas fini s’affiche pendant que vous l’écrivez ; une longue ligne part jusqu’à son dernier mot.
booth-lost = Pas de connexion : votre texte reste ici. Appuyez de nouveau sur Entrée dès qu’elle revient.
captions = Sous-titres
captions-off = Désactivés
captions-language = Langue
captions-written = { $language } (en cours)
captions-none = Personne n’écrit encore de sous-titres. Ils apparaîtront d’eux-mêmes.
captions-none-in = Personne n’écrit en { $language } en ce moment. Il y a des sous-titres en : { $languages }
captions-size = Taille du texte
captions-size-small = Petite
captions-size-medium = Moyenne
captions-size-large = Grande
captions-aloud = Les faire lire par mon lecteur d’écran
to-door = Vers l’entrée
to-hall = Vers la salle

## The stage

stage-hold = La séance reprend dans un instant
stage-muted = micro coupé
## Hall
hall-tabs = Ce qui se passe dans la salle
hall-tab-stage = Tribune
hall-tab-programme = Agenda
hall-tab-hands = Parole
hall-tab-questions = Questions
hall-tab-chat = Messages
hall-tab-votes = Votes
hall-tab-people = Présents
hall-badge-chat = nouveaux messages
hall-badge-votes = votes à exprimer
hall-badge-hands = votre rang dans la file
hall-close = Fermer
hall-now = Maintenant
hall-next = Ensuite
hall-over = Terminé
hall-late = { $count ->
    [one] Environ { $count } minute de retard
    [many] Environ { $count } minutes de retard
   *[other] Environ { $count } minutes de retard
}
hall-days = Journées
hall-zone = Heures de votre fuseau : { $own }
hall-zones = Heures de votre fuseau ({ $own }) ; au-dessous, celles de l’hôte ({ $host })
hall-programme-empty = Il n’y a pas encore de programme.
hall-hands = { $count ->
    [0] La file d’attente
    [one] La file d’attente : { $count } main
    [many] La file d’attente : { $count } mains
   *[other] La file d’attente : { $count } mains
}
hall-hands-none = Aucune main n’est levée.
hall-hands-more = { $count ->
    [one] et { $count } autre
    [many] et { $count } autres
   *[other] et { $count } autres
}
hall-hand-mode-arrival = Dans l’ordre où les mains se sont levées
hall-hand-mode-fair = Ceux qui n’ont pas encore parlé passent d’abord
hall-hand-called = À la parole
hall-hand-up = Votre main est levée. Votre rang dans la file :
hall-hand-place = { $count ->
    [one] sur { $count }
    [many] sur { $count }
   *[other] sur { $count }
}
hall-hand-is-up = Main levée : { $place }
hall-hand-lower = Baisser la main
hall-hand-raise = Lever la main
hall-hand-topic = Ce dont vous parleriez
hall-hand-topic-hint = Un mot ou deux, si vous voulez
hall-hand-language = La langue que vous parleriez
hall-question = Votre question
hall-question-hint = Une seule question, dans votre langue
hall-question-anonymous = Demander sans mon nom
hall-question-ask = Poser la question
hall-question-nobody = Posée sans nom
hall-question-own = La vôtre
hall-question-support = { $count ->
    [one] Je veux aussi le savoir ({ $count } jusqu’ici)
    [many] Je veux aussi le savoir ({ $count } jusqu’ici)
   *[other] Je veux aussi le savoir ({ $count } jusqu’ici)
}
hall-question-supported = { $count ->
    [one] { $count } personne veut le savoir, vous aussi
    [many] { $count } personnes veulent le savoir, vous aussi
   *[other] { $count } personnes veulent le savoir, vous aussi
}
hall-questions-waiting = { $count ->
    [one] { $count } question de vous attend un modérateur.
    [many] { $count } questions de vous attendent un modérateur.
   *[other] { $count } questions de vous attendent un modérateur.
}
hall-questions-none = Aucune question n’a encore été posée.
hall-answered-live = Réponse donnée en séance
hall-answer = La réponse
hall-chat-of = Messages de qui
hall-chat-room = La salle
hall-chat-pinned = Épinglé
hall-chat-none = Personne n’a encore écrit ici.
hall-chat-newer = Messages plus récents
hall-chat-write = Écrire un message
hall-chat-send = Envoyer
hall-chat-reading = Vous suivez les messages ; vous ne pouvez pas en écrire.
hall-chat-off = Les messages sont fermés pour l’instant.
hall-chat-banned = Un modérateur vous a demandé de ne pas écrire avant { $time }.
hall-chat-slow = { $count ->
    [one] Mode lent : un message par seconde
    [many] Mode lent : un message toutes les { $count } secondes
   *[other] Mode lent : un message toutes les { $count } secondes
}
hall-chat-wait = { $count ->
    [one] Mode lent : vous pourrez écrire dans { $count } seconde.
    [many] Mode lent : vous pourrez écrire dans { $count } secondes.
   *[other] Mode lent : vous pourrez écrire dans { $count } secondes.
}
hall-yes = Oui
hall-no = Non
hall-abstain = Abstention
hall-votes-none = Rien n’est encore mis aux voix.
hall-motion-draft = À venir
hall-motion-open = Le vote est ouvert
hall-motion-closed = Décidé
hall-mode-open = Vote public, par appel nominal
hall-mode-secret = Vote secret
hall-majority-simple = majorité simple
hall-majority-absolute = majorité absolue
hall-majority-two_thirds = deux tiers
hall-majority-three_quarters = trois quarts
hall-vote-called = Un vote est ouvert : { $title }. Appuyez sur V pour y aller.
hall-vote-none = Vous n’avez pas de voix pour ce vote.
hall-vote-for = Vous votez pour :
hall-vote-choices = Votre choix
hall-vote-open = Tous verront comment vous avez voté. Un vote exprimé ne peut plus être changé.
hall-vote-secret = Personne ne verra comment vous avez voté. Un vote exprimé ne peut plus être changé.
hall-vote-cast = { $count ->
    [one] Voter
    [many] Exprimer { $count } voix
   *[other] Exprimer { $count } voix
}
hall-vote-casting = Votre vote est mis sous scellés…
hall-vote-done = Votre vote est compté
hall-vote-secret-done = Votre vote secret est compté
hall-vote-final = Il est définitif : un vote exprimé ne peut plus être changé.
hall-proxy = La voix de votre délégation
hall-proxy-long = Une autre délégation peut voter pour la vôtre pendant votre absence.
hall-proxy-begin = Donner procuration
hall-proxy-whom = Quelle délégation
hall-proxy-give = La laisser voter pour nous
hall-proxy-cancel = Annuler
hall-proxy-lacks = Choisissez une délégation dans la liste.
hall-proxy-given = Elle est donnée par
hall-proxy-revoke = La reprendre
hall-outcome-carried = Adopté
hall-outcome-rejected = Rejeté
hall-outcome-no_quorum = Pas de quorum : rien n’est décidé
hall-turnout = { $count ->
    [one] Participation, sur { $count } voix
    [many] Participation, sur { $count } voix
   *[other] Participation, sur { $count } voix
}
hall-quorum = Présents : { $present } ; nécessaires : { $quorum }
hall-result-csv = Le résultat en tableau (CSV)
hall-people-watching = { $count ->
    [one] suit la séance
    [many] suivent la séance
   *[other] suivent la séance
}
hall-people-locations = { $count ->
    [one] délégation
    [many] délégations
   *[other] délégations
}
hall-people-countries = { $count ->
    [one] pays
    [many] pays
   *[other] pays
}
hall-people-heads = { $count ->
    [one] personne sur place
    [many] personnes sur place
   *[other] personnes sur place
}
hall-people-present = { $count ->
    [one] { $count } délégation est là maintenant.
    [many] { $count } délégations sont là maintenant.
   *[other] { $count } délégations sont là maintenant.
}
hall-people-search = Chercher une délégation ou un pays
hall-people-list = { $count ->
    [one] Délégations : { $count } ligne
    [many] Délégations : { $count } lignes
   *[other] Délégations : { $count } lignes
}
hall-people-none = Rien ne porte ce nom.
hall-people-here = { $count ->
    [one] { $count } personne
    [many] { $count } personnes
   *[other] { $count } personnes
}
hall-react-applause = Applaudir
hall-react-heart = Cœur
hall-react-laughter = Rire
hall-react-surprise = Surprise
hall-clock = Temps de parole restant
hall-quality = Qualité de l’image
hall-quality-auto = Automatique
hall-quality-low = Économe
hall-quality-audio = Son seul
hall-sound-alone = Vous entendez la salle, sans image.
hall-show-pictures = Montrer les images
entry-lobby = Vous êtes dans le vestibule
entry-lobby-long = Un modérateur voit que vous attendez et vous fera entrer.
entry-locked = La salle est fermée
entry-locked-long = Personne ne peut plus entrer pour l’instant.
entry-sent_out = On vous a fait sortir de cette salle
entry-sent_out-long = Seul un modérateur peut vous laisser rentrer.
entry-banned = Vous ne pouvez plus participer à ce sommet
entry-banned-long = Si vous pensez que c’est une erreur, écrivez à l’organisateur.
entry-reason = La raison donnée :
entry-by-itself = Laissez cette page ouverte : elle continue d’elle-même.
said-offline = Le serveur est injoignable. Rien n’a été fait : réessayez dans un instant.
said-no_session = Ce navigateur n’est plus connecté. Ouvrez de nouveau votre invitation.
said-not_allowed = Cela ne vous est pas ouvert.
said-not_found = Cela n’existe plus.
said-conflict = Ce n’est pas possible maintenant : la situation a changé entre-temps.
said-gone = C’est terminé.
said-too_fast = C’était trop rapide. Attendez un peu, puis réessayez.
said-full = Il y en a déjà trop. Attendez un peu, puis réessayez.
said-invalid = Il y manque quelque chose, ou c’est trop long.
said-banned = Vous ne pouvez plus participer.
said-other = Le serveur n’a pas pu le faire. Réessayez dans un instant.

## The desk
desk-title = Régie · { $room }
desk-attention = À surveiller
desk-calm = Tout est calme
desk-listen = Écouter la salle
desk-keys = Raccourcis clavier
desk-keys-on = Utiliser les touches seules comme raccourcis
desk-key-next = Lancer le point suivant
desk-key-take = Passer la prévisualisation à l’antenne
desk-key-layout = Choisir une disposition pour la prévisualisation
desk-key-hold = Afficher ou retirer le carton d’attente
desk-key-clock = Lancer ou arrêter le temps de parole
desk-key-search = Chercher une personne
desk-key-help = Afficher cette page
desk-close = Fermer
desk-cancel = Annuler
desk-save = Enregistrer
desk-edit = Modifier
desk-reason = Motif (la personne le verra)
pick-hint = Taper pour chercher
pick-none = Aucun résultat
pick-drop = Retirer { $name }
desk-form-needed = Ce champ est nécessaire.
desk-form-long = C’est trop long.
desk-form-range = Un nombre entier de { $min } à { $max }.
desk-form-title = Écrivez un titre dans au moins une langue.
desk-form-end = La fin doit venir après le début.
desk-form-stale = Quelqu’un l’a modifié entre-temps. Enregistrez encore une fois pour mettre votre version à la place.
desk-earlier = Avancer
desk-later = Reculer
desk-drag = Glisser vers une autre place
desk-tab-show = Conducteur
desk-tab-stage = Scène
desk-tab-hands = Mains
desk-tab-questions = Questions
desk-tab-chat = Tchat
desk-tab-motions = Votes
desk-tab-lobby = Accueil
desk-tab-people = Personnes
desk-show = Conducteur
desk-show-empty = Rien n’est prévu ce jour-là.
desk-day = Jour
desk-on-time = À l’heure
desk-late = { $count } min de retard
desk-next = Suivant
desk-finish-last = Terminer le dernier point
desk-item-start = Lancer ce point
desk-item-finish = Terminer ce point
desk-item-new = Nouveau point
desk-item-edit = Modifier le point
desk-item-remove = Supprimer le point
desk-item-kind = Type
desk-item-begins = Début
desk-item-length = Durée en minutes
desk-item-speakers = Orateurs
desk-item-media = Fichier du film
desk-item-languages = Langues parlées ; aucune : celles de la salle
desk-item-about = De quoi il s’agit
desk-item-no-day = Aucun jour
desk-day-new = Nouveau jour
desk-day-edit = Modifier le jour
desk-day-remove = Supprimer le jour
desk-day-ends = Fin
desk-began = Commencé à
desk-left = reste { $time }
desk-over = dépassé de { $count } min
desk-finished = Terminé à { $time }
desk-expected = vers { $time }
desk-kind-speech = Discours
desk-kind-panel = Table ronde
desk-kind-vote = Vote
desk-kind-playout = Film
desk-kind-break = Pause
desk-preview = PRÉVISU
desk-on-air = ANTENNE
desk-take = Envoyer
desk-layouts = Disposition de la prévisualisation
desk-layout-solo = Solo
desk-layout-pair = Duo
desk-layout-panel = Panel
desk-layout-slides_speaker = Écran + orateur
desk-layout-slides = Écran seul
desk-preview-all = Montre tous ceux qui sont sur scène, dans leur ordre
desk-preview-first = Montre la première personne sur scène
desk-preview-order = Places dans la prévisualisation, la principale d’abord
desk-preview-drop = Retirer de la prévisualisation
desk-hold-on = Carton d’attente
desk-hold-off = Retirer le carton
desk-hold-put-up = Afficher
desk-hold-long = La salle voit ces mots au lieu de la scène jusqu’à ce que le carton soit retiré.
desk-hold-text = Texte du carton
desk-hold-shown = Merci de patienter
desk-on-stage = Sur scène ({ $count })
desk-green-room = Loge ({ $count })
desk-stage-empty = Personne n’est sur scène. Invitez quelqu’un depuis Personnes ou Mains.
desk-green-room-empty = Personne n’est en route vers la scène.
desk-screen = Écran
desk-signal = Image et son
desk-signal-sound = Son seulement
desk-no-signal = Pas de signal
desk-line = { $rate } kbit/s · { $loss } % perdus
desk-line-weak = Ligne faible
desk-line-frozen = Image figée
desk-to-preview = Montrer dans la prévisualisation
desk-mute-audio = Couper le micro
desk-unmute-audio = Rétablir le micro
desk-mute-video = Masquer la caméra
desk-unmute-video = Montrer la caméra
desk-mute-reason = Pourquoi ? La personne le verra
desk-seat = Sur scène
desk-unseat = Faire descendre de scène
desk-uninvite = Retirer l’invitation sur scène
desk-invite = Inviter sur scène
desk-floor-invited = Invité
desk-floor-accepted = En loge
desk-floor-ready = Prêt
desk-floor-seated = Sur scène
desk-clock = Temps de parole
desk-clock-idle = Aucun temps ne court
desk-clock-nobody = Sans nom
desk-clock-length = Durée
desk-clock-start = Lancer le temps
desk-clock-stop = Arrêter
desk-clock-over = Temps écoulé
desk-clock-give = Lancer son temps de parole
desk-minutes = { $count } min
desk-hands = Mains levées
desk-hands-up = Mains ({ $count })
desk-hands-none = Aucune main n’est levée.
desk-hand-called = A la parole
desk-hand-call = Donner la parole
desk-hand-skip = Passer
desk-hand-done = Terminé
desk-waits = { $count } min
desk-fair = Ordre équitable
desk-fair-long = Ceux qui ont le moins parlé viennent d’abord
desk-questions-new = Nouvelles ({ $count })
desk-questions-accepted = Acceptées ({ $count })
desk-questions-done = Répondues ({ $count })
desk-questions-none = Aucune question ici.
desk-anonymous = Anonyme
desk-upvotes = Soutenue par { $count }
desk-accept = Accepter
desk-reject = Rejeter
desk-answered-live = Répondu en direct
desk-answer = Répondre par écrit
desk-answer-send = Publier la réponse
desk-question-answered_live = Répondu en direct
desk-question-answered_in_writing = Répondu par écrit
desk-chat = Tchat
desk-chat-mode = Qui peut écrire
desk-chat-open = Ouvert
desk-chat-slow = Ralenti
desk-chat-off = Fermé
desk-chat-none = Personne n’a encore écrit.
desk-chat-write = Écrire à la salle
desk-chat-send = Envoyer
desk-pin = Épingler au-dessus du tchat
desk-unpin = Détacher
desk-silence = Réduire au silence dans le tchat pendant 15 minutes
desk-delete = Supprimer
desk-motions = Motions
desk-motion-new = Nouvelle motion
desk-motion-edit = Modifier la motion
desk-motion-title = Titre
desk-motion-text = Texte
desk-motions-none = Il n’y a pas de motion dans cette salle.
desk-motion-draft = Projet
desk-motion-open = Vote ouvert
desk-motion-closed = Clos
desk-motion-withdrawn = Retirée
desk-options = Choix
desk-options-yes_no_abstain = Oui, non, abstention
desk-options-choice = Une liste de choix
desk-choice = Choix { $number }
desk-choice-add = Ajouter un choix
desk-choice-drop = Supprimer ce choix
desk-mode = Scrutin
desk-mode-roll_call = Appel nominal
desk-mode-secret = Secret
desk-majority = Majorité
desk-majority-simple = Simple
desk-majority-absolute = Absolue
desk-majority-two_thirds = Deux tiers
desk-majority-three_quarters = Trois quarts
desk-quorum-percent = Quorum, en pour cent
desk-quorum = Quorum { $percent } %
desk-quorum-there = Quorum atteint
desk-quorum-here = Assez de délégations présentes pour le quorum
desk-quorum-lacks = Quorum pas encore atteint
desk-quorum-missed = Pas de quorum
desk-secret-note = Les voix d’un scrutin secret sont comptées à la clôture.
desk-here = Présentes
desk-here-of = { $here } sur { $entitled }
desk-turnout = Participation
desk-turnout-of = { $cast } sur { $entitled }
desk-vote-yes = Oui
desk-vote-no = Non
desk-vote-abstain = Abstention
desk-vote-open = Ouvrir le vote
desk-vote-close = Clore le vote
desk-withdraw = Retirer
desk-outcome-none = Pas de décision
desk-outcome-carried = Adoptée
desk-outcome-rejected = Rejetée
desk-outcome-no_quorum = Pas de quorum
desk-result-csv = Résultat en tableau (CSV)
desk-lobby = En attente à l’accueil
desk-lobby-on = Accueil filtré
desk-lobby-off = Accueil libre
desk-lobby-long = Avec l’accueil filtré, un modérateur fait entrer chaque nouveau venu
desk-lobby-none = Personne n’attend à la porte.
desk-lobby-closed = La porte est ouverte : personne n’a à attendre.
desk-lock = Verrouiller la salle
desk-locked = Salle verrouillée
desk-lock-long = Personne d’autre ne peut entrer dans une salle verrouillée
desk-admit = Faire entrer
desk-admit-all = Faire entrer tous
desk-refuse = Refuser
desk-people = Personnes
desk-people-search = Chercher nom, fonction, délégation, pays
desk-people-loading = Chargement des personnes …
desk-people-found = { $count ->
    [one] { $count } personne
    [many] { $count } de personnes
   *[other] { $count } personnes
}
desk-role = Rôle
desk-role-all = Tous les rôles
desk-role-director = Réalisateur
desk-role-moderator = Modérateur
desk-role-speaker = Orateur
desk-role-interpreter = Interprète
desk-role-delegate = Délégué
desk-role-press = Presse
desk-role-viewer = Spectateur
desk-role-banned = Banni
desk-person-gone = Cette personne n’est plus au sommet.
desk-person-title = Fonction
desk-person-location = Délégation
desk-person-spoken = A eu la parole
desk-name = Nom
desk-language = Langue
desk-language-none = Inconnue
desk-room = Salle
desk-room-all = Toutes les salles
desk-room-edit = Modifier la salle
desk-room-edit-label = Modifier { $room }
desk-room-languages = Langues d’interprétation ; aucune : celles du sommet
desk-room-plenary = Salle plénière
desk-room-commission = Commission
desk-room-booth = Cabine des interprètes
desk-room-here = Vous êtes ici
desk-room-go = Vers sa régie
desk-rooms = Salles
desk-summit-edit = Modifier le sommet
desk-summit-languages = Langues, la première par défaut
desk-summit-anonymous = On peut poser une question sans son nom
desk-person-new = Nouvelle personne
desk-person-edit = Modifier la personne
desk-person-email = E-mail
desk-places = Délégations
desk-places-search = Chercher délégation, pays
desk-places-found = { $count ->
    [one] { $count } délégation
    [many] { $count } de délégations
   *[other] { $count } délégations
}
desk-places-proxies = Procurations seulement
desk-place-new = Nouvelle délégation
desk-place-edit = Modifier la délégation
desk-place-country = Pays
desk-place-zone = Fuseau horaire
desk-place-heads = Personnes sur place
desk-place-vote = Poids de sa voix ; 0 : observateur
desk-place-weight = Voix : { $count }
desk-place-observer = Observateur
desk-place-proxy = { $name } vote pour elle
desk-place-votes-for = Vote pour { $count }
desk-proxies = Qui vote pour qui
desk-proxy-by = Sa voix est donnée par
desk-proxy-for = Elle vote aussi pour
desk-proxy-revoke = Révoquer la procuration
desk-proxy-revoked = La procuration est révoquée.
desk-times = { $count }×
desk-invitation = Invitation au sommet
desk-invitation-issued = Pas encore ouverte
desk-invitation-opened = Ouverte
desk-invitation-revoked = Révoquée
desk-invitation-until = jusqu’au { $time }
desk-invitation-misused = Essayée sur un autre appareil : { $count }×
desk-issue = Établir une invitation
desk-issue-days = Valable
desk-days = { $count ->
    [one] { $count } jour
    [many] { $count } de jours
   *[other] { $count } jours
}
desk-revoke = Révoquer
desk-link-once = Ce lien n’est montré que maintenant. Copiez-le et envoyez-le par une voie sûre ; personne ne pourra plus le lire ici.
desk-copy = Copier le lien
desk-copied = Copié
desk-card = Carte à imprimer
desk-invitations = Invitations en nombre
desk-invitations-whom = Pour qui
desk-invitations-for = { $count ->
    [one] Pour { $count } personne importée
    [many] Pour { $count } de personnes importées
   *[other] Pour les { $count } personnes importées
}
desk-invitations-as = Sous forme de
desk-invitations-html = Cartes à imprimer
desk-invitations-csv = Tableau pour un envoi (CSV)
desk-invitations-again = Aussi ceux qui ont déjà une invitation valable
desk-invitations-go = Les établir
desk-invitations-once = Les liens ne sont que dans ces fichiers. Téléchargez-les maintenant et gardez-les en lieu sûr.
desk-invitations-file = Télécharger le fichier { $number }
desk-invitations-lose = Fermer sans les fichiers
desk-invitations-lose-long = Ces invitations sont établies et leurs liens n’ont pas été téléchargés. Personne ne pourra les lire plus tard.
desk-import = Importer une liste
desk-import-long = Un tableau de délégations et de personnes, enregistré en CSV. Sa première ligne nomme les colonnes, dans n’importe quel ordre ; celles qui ne servent pas peuvent manquer. Il est d’abord essayé : rien n’est ajouté avant votre accord.
desk-import-template = Un tableau pour commencer
desk-import-file = La liste (CSV)
desk-import-reading = Essai en cours …
desk-import-good = Toutes les lignes sont bonnes. À ajouter :
desk-import-bad = Lignes à corriger
desk-import-more = { $count } de plus
desk-import-line = Ligne { $number }
desk-import-done = Ajouté :
desk-import-invite = Inviter ces personnes
desk-import-go = Importer
desk-import-large = Cette liste dépasse 8 Mio. Divisez-la en deux.
desk-import-unread = Ce fichier est illisible. Choisissez-le encore une fois.
desk-order = Ordre
desk-eject = Faire sortir de la salle
desk-ban = Bannir
desk-unban = Lever le bannissement
desk-remove = Retirer du sommet
desk-dismiss = Écarter
desk-concern-lost = La régie a perdu le serveur : ce que vous voyez peut être ancien
desk-concern-line = L’image de la salle arrive mal à cette régie
desk-concern-gone = { $name } est sur scène sans signal
desk-concern-weak = La ligne de { $name } est faible : { $percent } % est perdu
desk-concern-frozen = L’image de { $name } est figée
desk-concern-silent = { $name } est sur scène sans son
desk-concern-over = Le point en cours est dépassé de { $count } min
desk-concern-late = Le point suivant aurait dû commencer il y a { $count } min
desk-concern-absent = { $name } vient ensuite et n’est pas en loge
desk-concern-clock = Temps de parole dépassé de { $count } min
desk-concern-hold = Le carton d’attente est affiché
desk-concern-hand = Une main est levée depuis { $count } min
desk-concern-lobby = { $count ->
    [one] { $count } personne attend à l’accueil
    [many] { $count } de personnes attendent à l’accueil
   *[other] { $count } personnes attendent à l’accueil
}
desk-concern-alert = L’invitation de { $name } a été essayée sur un second appareil
refused-desk = Cette régie est pour les réalisateurs et les modérateurs
refused-desk-long = Votre invitation mène à une autre page : ouvrez encore une fois le lien reçu, ou demandez à l’organisateur.

## Door
door-opening = Ouverture de votre invitation …
door-programme = Programme
door-now = Maintenant
door-next = Ensuite
door-host-time = { $time } chez l’hôte
door-one-zone = Ces heures sont les vôtres et celles de l’hôte : { $own }.
door-two-zones = Ces heures sont les vôtres ({ $own }) ; à côté, celles de l’hôte ({ $host }).
door-no-programme = Le programme n’est pas encore publié.
door-over = Le programme est terminé. Merci d’avoir été là.
door-welcome = Bienvenue,
door-role-viewer = Vous participez comme spectateur
door-role-press = Vous participez pour la presse
door-role-delegate = Vous participez comme délégué
door-role-interpreter = Vous participez comme interprète
door-role-speaker = Vous participez comme orateur
door-role-moderator = Vous participez comme modérateur
door-role-director = Vous participez à la régie
door-enter-desk = Aller à la régie
door-enter-booth = Aller à votre cabine
door-enter-room = Entrer
door-enter-room-label = Entrer : { $room }
door-rooms = Salles
door-lobby-room = Un modérateur vous fait entrer : entrez et patientez un instant.
door-closed-room = Vous ne pouvez pas entrer dans cette salle pour l’instant. Adressez-vous à l’organisateur.
door-refused-other_device = Cette invitation a été ouverte sur un autre appareil
door-refused-other_device-long = Elle ne fonctionne que là, et les organisateurs savent que quelqu’un a réessayé. Utilisez cet appareil, ou demandez une nouvelle invitation à l’organisateur.
door-refused-revoked = Cette invitation a été retirée
door-refused-revoked-long = Les organisateurs l’ont révoquée. Demandez-leur-en une nouvelle.
door-refused-expired = Cette invitation a expiré
door-refused-expired-long = Elle ne pouvait être ouverte que jusqu’à une certaine date. Demandez-en une nouvelle à l’organisateur.
door-refused-banned = Vous ne pouvez pas revenir à ce sommet
door-refused-banned-long = Les organisateurs en ont décidé ainsi. Eux seuls peuvent le changer.
door-refused-not_found = Cette invitation est inconnue
door-refused-not_found-long = Le lien a peut-être été coupé. Ouvrez le lien entier qui vous a été envoyé, ou demandez-en un nouveau à l’organisateur.
door-refused-offline = Le serveur est injoignable
door-refused-offline-long = Votre invitation n’est pas consommée. Vérifiez que vous êtes en ligne, puis réessayez.
door-refused-busy = Le serveur est surchargé
door-refused-busy-long = Votre invitation n’est pas consommée. Attendez une minute, puis réessayez.
door-refused-other = Le serveur ne peut pas ouvrir cette invitation
door-refused-other-long = Voici ce qu’il dit. Adressez-vous à l’organisateur si vous ne savez que faire.
check-line-closed = La ligne sera vérifiée dès que vous pourrez entrer.
check-line-speed = Téléchargement : { $mbps } Mbit/s.

## Green room
preview-seen = Vous, tel que le public vous voit
media-sound-alone = Continuer sans caméra
microphone-lost = Le microphone a été débranché
microphone-lost-long = Personne ne vous entend. Rebranchez-le, ou choisissez-en un autre.
green-heading = Coulisses
green-none = Vous n’êtes pas attendu sur scène
green-none-long = Restez ici : quand la régie vous invitera, vous le lirez à cet endroit. Vous pouvez entre-temps vérifier caméra et microphone.
green-ended = Vous n’êtes plus attendu sur scène. Personne dans la salle ne vous voit ni ne vous entend.
green-invited = Vous êtes invité sur scène
green-invited-long = Acceptez : votre caméra et votre microphone sont d’abord vérifiés. Personne dans la salle ne vous voit ni ne vous entend avant que la régie vous fasse entrer.
green-accepted = Vous êtes dans les coulisses
green-accepted-long = Vérifiez votre image et votre son, puis dites que vous êtes prêt. La salle ne vous voit et ne vous entend pas encore.
green-ready = Vous êtes prêt
green-ready-long = La régie vous fera entrer. Restez dans l’image ; la salle ne vous voit et ne vous entend pas encore.
green-seated = Vous êtes sur scène
green-seated-long = La salle vous voit et vous entend.
green-next-now = C’est bientôt à vous.
green-next-in = { $count ->
    [one] C’est à vous dans { $count } minute environ.
    [many] C’est à vous dans { $count } de minutes environ.
   *[other] C’est à vous dans { $count } minutes environ.
}
green-before = { $count ->
    [one] { $count } passage avant vous.
    [many] { $count } de passages avant vous.
   *[other] { $count } passages avant vous.
}
green-time-good = Votre temps
green-time-warn = Veuillez conclure
green-time-over = Votre temps est écoulé
green-muted-audio = La régie a coupé votre microphone
green-muted-video = La régie a coupé votre image
green-muted-both = La régie a coupé votre image et votre son
green-mute-reason = Elle précise :
green-line-weak = Votre ligne est faible : l’image dans la salle peut être grossière
green-line-reconnecting = La connexion est perdue. Elle se rétablit d’elle-même.
green-line-refused = Le serveur ne prend pas (ou plus) votre image
green-elsewhere = Votre image et votre son viennent d’un autre onglet ou d’un autre appareil
green-here = Continuer ici
green-not-done = Cela n’a pas été possible
green-clock-wrong = L’horloge de cet appareil n’est pas à l’heure
green-clock-wrong-long = Les heures de cette page suivent l’horloge du sommet. Réglez la vôtre dans les paramètres du système.
green-seen = Tel que le public me voit
green-others = Dans les coulisses
green-is-ready = prêt
green-gets-ready = se prépare
green-accept = Accepter
green-decline = Refuser
green-say-ready = Je suis prêt
green-not-sent = Connexion de votre image …
green-leave = Quitter les coulisses
green-share = Partager un écran
green-share-stop = Arrêter le partage
