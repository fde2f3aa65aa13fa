package org.discogsography.extractor.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.messages.EntityType.ARTISTS;
import static org.discogsography.messages.EntityType.LABELS;
import static org.discogsography.messages.EntityType.MASTERS;
import static org.discogsography.messages.EntityType.RELEASES;

import org.junit.jupiter.api.Test;

/** The structures that the dumps had over the years. */
class LayoutsTest {
  @Test
  void readsAnArtistAsItIsToday() throws Exception {
    assertThat(
            Encoded.of(
                    ARTISTS,
                    """
                    <artist><id>2</id><name>Nilo &amp; Vela</name><realname>Nilo V.</realname>\
                    <profile>Line one&#13;
                    line two</profile><data_quality>Correct</data_quality>\
                    <urls><url>http://a.example/?x=1&amp;y=2</url></urls>\
                    <namevariations><name>Nilo</name><name>N. &amp; V.</name></namevariations>\
                    <aliases><name id="7">Other</name></aliases>\
                    <members><name id="26">A</name><name id="27">B</name></members>\
                    <groups><name id="30">G</name></groups></artist>\
                    """)
                .body())
        .isEqualTo(
            """
            {"id":2,"name":"Nilo & Vela","realname":"Nilo V.","profile":"Line one\\r\\nline two",\
            "data_quality":"Correct","urls":["http://a.example/?x=1&y=2"],\
            "namevariations":["Nilo","N. & V."],"aliases":[{"id":7,"name":"Other"}],\
            "members":[{"id":26,"name":"A"},{"id":27,"name":"B"}],\
            "groups":[{"id":30,"name":"G"}]}\
            """);
  }

  @Test
  void readsMembersThatAlternateIdAndName() throws Exception {
    assertThat(
            Encoded.of(
                    ARTISTS,
                    "<artist><id>2</id><members><id>26</id><name>A</name><id>27</id><name>B</name>"
                        + "</members><aliases><name>No id</name></aliases></artist>")
                .body())
        .isEqualTo(
            """
            {"id":2,"aliases":[{"name":"No id"}],\
            "members":[{"id":26,"name":"A"},{"id":27,"name":"B"}]}\
            """);
  }

  @Test
  void readsMembersThatHaveTheirIdTwice() throws Exception {
    assertThat(
            Encoded.of(
                    ARTISTS,
                    "<artist><images><image height=\"1\" uri=\"\"/></images><id>2</id><realname/>"
                        + "<members><id>26</id><name id=\"26\">A</name><id>27</id>"
                        + "<name id=\"27\">B</name></members><urls/></artist>")
                .body())
        .isEqualTo(
            "{\"id\":2,\"members\":[{\"id\":26,\"name\":\"A\"},{\"id\":27,\"name\":\"B\"}]}");
  }

  @Test
  void keepsAMemberOfWhomOnlyTheIdIsKnown() throws Exception {
    assertThat(
            Encoded.of(
                    ARTISTS,
                    "<artist><id>2</id><members><id>26</id><id>27</id><name>B</name><id>28</id>"
                        + "</members></artist>")
                .body())
        .isEqualTo("{\"id\":2,\"members\":[{\"id\":26},{\"id\":27,\"name\":\"B\"},{\"id\":28}]}");
  }

  @Test
  void readsALabelWithLabelsInside() throws Exception {
    assertThat(
            Encoded.of(
                    LABELS,
                    """
                    <label><id>5</id><name>Svelt</name><contactinfo>c</contactinfo>\
                    <data_quality>Correct</data_quality><parentLabel id="9">Over</parentLabel><urls/>\
                    <sublabels><label id="6">Under</label><label id="7"/></sublabels></label>
                    <label><id>6</id><name>Next</name></label>\
                    """)
                .bodies())
        .containsExactly(
            """
            {"id":5,"name":"Svelt","contactinfo":"c","data_quality":"Correct",\
            "parentLabel":{"id":9,"name":"Over"},\
            "sublabels":[{"id":6,"name":"Under"},{"id":7}]}\
            """,
            "{\"id\":6,\"name\":\"Next\"}");
  }

  @Test
  void readsAMaster() throws Exception {
    assertThat(
            Encoded.of(
                    MASTERS,
                    """
                    <master id="113"><main_release>116</main_release><artists><artist><id>3</id>\
                    <name>A</name><anv>a.</anv><join>,</join></artist><artist><name>Unlinked</name>\
                    </artist></artists><genres><genre>Rock &amp; Roll</genre></genres>\
                    <styles><style>S</style></styles><notes>n</notes><year>2002</year><title>T</title>\
                    <data_quality>Correct</data_quality><videos>\
                    <video src="s?a=1&amp;b=2" duration="321" embed="true"><title>v</title>\
                    <description>d</description></video></videos></master>\
                    """)
                .body())
        .isEqualTo(
            """
            {"id":113,"main_release":116,"artists":[{"id":3,"name":"A","anv":"a.","join":","},\
            {"name":"Unlinked"}],"genres":["Rock & Roll"],"styles":["S"],"notes":"n","year":2002,\
            "title":"T","data_quality":"Correct","videos":[{"src":"s?a=1&b=2","duration":"321",\
            "embed":true,"title":"v","description":"d"}]}\
            """);
  }

  @Test
  void leavesAnUnknownYearOut() throws Exception {
    assertThat(Encoded.of(MASTERS, "<master id=\"1\"><year>0</year></master>").body())
        .isEqualTo("{\"id\":1}");
  }

  @Test
  void readsARelease() throws Exception {
    assertThat(
            Encoded.of(
                    RELEASES,
                    """
                    <release id="1"><artists><artist><id>1</id><name>P</name></artist></artists>\
                    <title>Stock</title><labels><label name="S" catno="SK1" id="5"/>\
                    <label name="S" catno="SK2" id="5"/></labels>\
                    <series><series name="Se" catno="" id="8"/></series>\
                    <extraartists><artist><id>239</id><name>J</name><role>Music</role>\
                    <tracks>A to B</tracks></artist></extraartists>\
                    <formats><format name="Vinyl" qty="2" text=""><descriptions>\
                    <description>12"</description></descriptions></format></formats>\
                    <genres><genre>E</genre></genres><styles><style>D</style></styles>\
                    <country>Sweden</country><released>1999-03-00</released><notes>n</notes>\
                    <data_quality>Needs Vote</data_quality>\
                    <master_id is_main_release="true">16</master_id>\
                    <tracklist><track><position>A</position><title>Ö</title>\
                    <duration>4:45</duration><sub_tracks><track><position>A.1</position>\
                    <title>sub</title><artists><artist><id>4</id></artist></artists></track>\
                    </sub_tracks></track></tracklist>\
                    <identifiers><identifier type="Barcode" description="d" value="v"/></identifiers>\
                    <companies><company><id>27</id><name>C</name><catno>c1</catno>\
                    <entity_type>23</entity_type><entity_type_name>Recorded At</entity_type_name>\
                    </company></companies></release>\
                    """)
                .body())
        .isEqualTo(
            """
            {"id":1,"artists":[{"id":1,"name":"P"}],"title":"Stock",\
            "labels":[{"id":5,"name":"S","catno":"SK1"},{"id":5,"name":"S","catno":"SK2"}],\
            "series":[{"id":8,"name":"Se"}],\
            "extraartists":[{"id":239,"name":"J","role":"Music","tracks":"A to B"}],\
            "formats":[{"name":"Vinyl","qty":"2","descriptions":["12\\""]}],\
            "genres":["E"],"styles":["D"],"country":"Sweden","released":"1999-03-00","notes":"n",\
            "data_quality":"Needs Vote","master_id":16,"is_main_release":true,\
            "tracklist":[{"position":"A","title":"Ö","duration":"4:45","sub_tracks":\
            [{"position":"A.1","title":"sub","artists":[{"id":4}]}]}],\
            "identifiers":[{"type":"Barcode","description":"d","value":"v"}],\
            "companies":[{"id":27,"name":"C","catno":"c1","entity_type":"23",\
            "entity_type_name":"Recorded At"}]}\
            """);
  }

  @Test
  void readsAReleaseWithEmptyTagsStatusAndImages() throws Exception {
    assertThat(
            Encoded.of(
                    RELEASES,
                    "<release status=\"Accepted\" id=\"3\"><images><image uri=\"\"/></images>"
                        + "<title>T</title><artists><artist><id>0</id><name>A</name><anv/><join/>"
                        + "<role/><tracks/></artist></artists><styles/><companies><company><id>5</id>"
                        + "<resource_url>u</resource_url></company></companies>"
                        + "<master_id is_main_release=\"false\">0</master_id></release>")
                .body())
        .isEqualTo(
            """
            {"id":3,"status":"Accepted","artists":[{"name":"A"}],"title":"T",\
            "is_main_release":false,"companies":[{"id":5}]}\
            """);
  }

  @Test
  void writesKeysInTheirOrderWhateverOrderTheElementsHave() throws Exception {
    assertThat(
            Encoded.of(
                    ARTISTS,
                    "<artist><data_quality>q</data_quality><name>n</name><id>4</id></artist>")
                .body())
        .isEqualTo("{\"id\":4,\"name\":\"n\",\"data_quality\":\"q\"}");
  }
}
