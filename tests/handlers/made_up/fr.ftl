way-pigeon = 🕊️ Pigeon voyageur · { $price }
by-pigeon = pigeon voyageur
pay-pigeon = 🕊️ <b>Attachez { $amount } à un pigeon</b>
