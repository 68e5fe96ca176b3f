def test_the_page_of_components_is_for_those_who_change_it(client, db):
    page = client.get("/about/components/").content.decode()
    assert 'content="noindex"' in page
    assert "toolbar" in page
    assert "components" not in client.get("/sitemap-pages.xml").content.decode()
