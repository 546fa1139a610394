using System.Text;
using MuBench.Manifests;
using MuBench.Manifests.Editing;

namespace MuBench.Tests.Manifests;

public sealed class FaultPlacesTests
{
    [Theory]
    [InlineData("{\n  \"name\": \"a\",\n  \"models\": [\n    { \"id\": \"µ\", \"kind\": \"nothing\" } // one\n  ]\n}", "$.models[0].kind", 4, 18)]
    [InlineData("{\n  \"name\": \"a\",\n  \"models\": [\n    { \"kind\": \"openai\" }, { \"id\": \"b\",\n \"kind\": \"clip\" } ]\n}", "$.models[0].id", 4, 5)] // missing: its object
    [InlineData("{\n  \"name\": \"a\",\n  \"models\": [] }", "$.benchmark", 1, 1)]
    [InlineData("{ \"a\": [ [ 1, {} ], [ 2,\n { \"odd name\": 3 } ] ] }", "$.a[1][1]['odd name']", 2, 4)]
    [InlineData("{ \"a\": [ [ 1, {} ], [ 2,\n { \"odd name\": 3 } ] ] }", "$.a[0][1].b", 1, 15)]
    public void Of_APath_GivesTheLineOfTheMember(string text, string path, int line, int column)
    {
        foreach (var bytes in (byte[][])[Encoding.UTF8.GetBytes(text), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]])
            Assert.Equal([new PlacedFault(path, "m", line, column)], FaultPlaces.Of(bytes, [new ManifestFault(path, "m")]));
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{\n  \"name\": \"a\"\n  \"models\": []\n}", 3, 3)]
    [InlineData("{\n  \"name\": ", 2, 11)]
    [InlineData("{ \"a\": \"\n", 1, 9)]
    public void Of_TextThatIsNoJson_GivesTheLineWhereItStops(string text, int line, int column)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var fault = Assert.Single(FaultPlaces.Of(bytes, ManifestReader.Read(bytes).Faults));

        Assert.Equal(("$", line, column), (fault.Path, fault.Line, fault.Column));
    }

    [Fact]
    public void Of_EveryFaultOfARealManifest_HasTheLineWhoseTextItIsAbout()
    {
        const string Text = "{\n  \"name\": \"../up\",\n  \"benchmark\": { \"dataset\": \"drawn\", \"limit\": 0 },\n  \"models\": [\n    { \"id\": \"a\",\n      \"kind\": \"nothing\" },\n    { \"kind\": \"openai\" }\n  ]\n}";
        var bytes = Encoding.UTF8.GetBytes(Text);

        var lines = FaultPlaces.Of(bytes, ManifestReader.Read(bytes).Faults).Select(fault => (fault.Path, fault.Line));

        Assert.Equal([("$.name", 2), ("$.benchmark.limit", 3), ("$.models[0].kind", 6)], lines.Take(3));
        Assert.All(lines.Skip(3), fault => Assert.Equal(7, fault.Line));
    }
}
