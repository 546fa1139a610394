using System.Text.Json;
using System.Text.Json.Nodes;
using MuBench.Models.Anthropic;

namespace MuBench.Tests.Models.Anthropic;

/// <summary>Schemas as the Messages API accepts them. What is expected is what Anthropic's own client for C# (13.12.0) sent for these schemas.</summary>
public sealed class MessagesSchemaTests
{
    [Theory]
    [InlineData("""{"type":"object","properties":{"answer":{"type":"string"}},"required":["answer"],"additionalProperties":false}""", """{"type":"object","properties":{"answer":{"type":"string"}},"required":["answer"],"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"answer":{"type":"string"}},"required":["answer"]}""", """{"type":"object","properties":{"answer":{"type":"string"}},"required":["answer"],"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"number","minimum":0,"maximum":1,"description":"Sure?"}}}""", """{"type":"object","properties":{"a":{"type":"number","description":"Sure?\n\n{minimum: 0, maximum: 1}"}},"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","pattern":"^<é>+$"}}}""", """{"type":"object","properties":{"a":{"type":"string","description":"{pattern: \"^<é>+$\"}"}},"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string","format":"uuid"},"b":{"type":"string","format":"regex"}}}""", """{"type":"object","properties":{"a":{"type":"string","format":"uuid"},"b":{"type":"string","description":"{format: \"regex\"}"}},"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":{"type":"integer","multipleOf":2},"minItems":1},"b":{"type":"array","minItems":2,"maxItems":3}}}""", """{"type":"object","properties":{"a":{"type":"array","items":{"type":"integer","description":"{multipleOf: 2}"},"minItems":1},"b":{"type":"array","description":"{minItems: 2, maxItems: 3}"}},"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":["string","null"],"format":"date"},"b":{"oneOf":[{"type":"string","maxLength":1},{"const":2}]}}}""", """{"type":"object","properties":{"a":{"type":["string","null"],"format":"date"},"b":{"anyOf":[{"type":"string","description":"{maxLength: 1}"},{"const":2}]}},"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/x"},"b":{"enum":["A","B"],"default":"A"}},"$defs":{"x":{"type":"object","properties":{}}},"title":"t"}""", """{"type":"object","properties":{"a":{"$ref":"#/$defs/x"},"b":{"enum":["A","B"],"description":"{default: \"A\"}"}},"$defs":{"x":{"type":"object","properties":{}}},"title":"t","additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"answer":{"type":"string"}},"additionalProperties":true}""", """{"type":"object","properties":{"answer":{"type":"string"}},"additionalProperties":false}""")]
    public void Adapt_Schema_IsWhatTheApiAccepts(string schema, string expected)
    {
        var adapted = JsonNode.Parse(MessagesSchema.Adapt(JsonElement.Parse(schema)).GetRawText());

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), adapted), adapted!.ToJsonString());
    }
}
