package org.discogsography.verify.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonbTextTest {
  @Test
  void sortsKeysByLengthFirstAndPutsABlankAfterCommasAndColons() {
    String json =
        """
        {"title":"A \\"b\\"\\n\\\\","id":7,"b":[],"a":[1,{"zz":true,"y":"ö"}],"c":{}}\
        """;
    assertThat(JsonbText.of(JsonMapper.shared().readTree(json)))
        .isEqualTo(
            """
            {"a": [1, {"y": "ö", "zz": true}], "b": [], "c": {}, "id": 7, "title": "A \\"b\\"\\n\\\\"}\
            """);
  }
}
