"""The reader of words is shared by every thread of a server."""


def test_words_are_read_alike_by_many_threads_at_once() -> None:
    from concurrent.futures import ThreadPoolExecutor

    from registry.mentions.forms import base_forms, forms

    words = [f"{stem}{end}" for stem in ("орден", "звани", "геро", "медал", "почетн")
             for end in ("ом", "ами", "ого", "ему", "ью", "ыми", "ях", "ой")]  # fmt: skip

    def read() -> list[frozenset[str]]:
        for cached in (base_forms, forms):
            cached.cache_clear()
        return [forms(word) for word in words]

    alone = read()
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda _: read(), range(200)))
    assert all(found == alone for found in together)
