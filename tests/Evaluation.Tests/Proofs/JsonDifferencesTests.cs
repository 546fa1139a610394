using System.Text.Json;
using MuBench.Proofs;

namespace MuBench.Tests.Proofs;

public sealed class JsonDifferencesTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("""{"a":[{"b":0.5},{"b":0.25}]}""", """{"a":[{"b":0.5},{"b":0.26}]}""", "a[1].b: 0.25 in the file, 0.26 recomputed")]
    [InlineData("""{"a":1,"b":2}""", """{"b":3}""", "a: 1 in the file, nothing recomputed", "b: 2 in the file, 3 recomputed")]
    [InlineData("""{"a":[1]}""", """{"a":[1,2]}""", "a[1]: nothing in the file, 2 recomputed")]
    [InlineData("""{"a":null}""", """{"a":{"b":1}}""", """a: null in the file, {"b":1} recomputed""")]
    public void Of_TwoDocuments_NamesPlaceAndBothValues(string stored, string recomputed, params string[] expected)
    {
        using var left = JsonDocument.Parse(stored);
        using var right = JsonDocument.Parse(recomputed);

        Assert.Equal(expected, JsonDifferences.Of(left.RootElement, right.RootElement).Select(difference => difference.ToString()));
    }
}
