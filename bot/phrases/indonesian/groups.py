"""What Simpul says in Indonesian about groups, limits and the settings of a chat."""

PHRASES: dict[str, str] = {
    # in a group
    "grp.how": "Tanya saya tentang kerja sama daerah: tulis /tanya lalu pertanyaannya, sebut nama saya, atau balas pesan saya. Balas pesan orang lain dengan /tanya, dan saya jawab pesan itu.",
    "grp.more": "Selengkapnya",
    "grp.again": "Baru saja saya jawab: {link}",
    "grp.again.link": "lihat jawabannya",
    "grp.again.above": "Baru saja saya jawab, lihat pesan di atas.",
    "grp.limit": "Sebentar, ya: pertanyaannya terlalu cepat. Dalam {seconds} detik saya menjawab lagi.",
    # settings
    "set.private": "Pengaturan Anda: bahasa jawaban dan panjangnya.",
    "set.group": "Pengaturan grup ini: bahasa jawaban, panjangnya, apakah balasan ke pesan saya dianggap pertanyaan, dan di topik mana saya boleh bicara.",
    "set.chosen": "✓ {label}",
    "set.language.-": "Ikut pertanyaan",
    "set.language.id": "Indonesia",
    "set.language.en": "English",
    "set.form.short": "Jawaban ringkas",
    "set.form.full": "Jawaban lengkap",
    "set.replies.1": "Balasan dijawab",
    "set.replies.0": "Balasan diabaikan",
    "set.topics.all": "Semua topik",
    "set.topics.here": "Topik ini",
    "set.topics.some": "Saya hanya bicara di {count} topik.",
    "set.saved": "Tersimpan.",
    "set.no": "Maaf, pengaturan ini hanya bisa diubah oleh admin grup.",
    # help and the menu
    "menu.help.private": "Tulis saja pertanyaan dengan kata-kata Anda sendiri, juga dengan singkatan atau salah ketik, dalam bahasa Indonesia atau Inggris. Pertanyaan lanjutan seperti “kapan itu?” saya pahami selama 15 menit.",
    "menu.help.group": "Di grup saya hanya bicara kalau ditanya: tulis /tanya lalu pertanyaannya, sebut nama saya, atau balas pesan saya. Balas pertanyaan orang lain dengan /tanya, dan saya menjawabnya. Pertanyaan lanjutan: balas jawaban saya.",
    "menu.item": "/{name} – {does}",
    "cmd.tanya": "Tanya tentang kerja sama daerah",
    "cmd.daerah": "Kerja sama menurut daerah",
    "cmd.linimasa": "Peristiwa menurut waktu",
    "cmd.pengaturan": "Bahasa dan bentuk jawaban",
}
