using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MuBench.TestUtils.Approved;

namespace MuBench.Tests.Approved;

/// <summary>Every kind of document is written and read back as approved in <c>tests/approved/kinds</c>.</summary>
public sealed class PersistedKindTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => [.. PersistedKinds.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Document_OfEveryMember_IsWrittenAndReadAsApproved(string name) => await AssertApprovedAsync(name, isBare: false);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Document_OfRequiredMembers_IsWrittenAndReadAsApproved(string name) => await AssertApprovedAsync(name, isBare: true);

    [Fact]
    public void Enums_OfAllKinds_AreWrittenAsApproved()
    {
        var enums = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var kind in PersistedKinds.All)
        {
            var filled = new FilledJson(kind.Name);
            filled.Full(kind.Type);
            foreach (var (place, values) in filled.Enums)
                enums.Add(place, values);
        }

        ApprovedFiles.AssertSame("kinds/enums.json", Encoding.UTF8.GetBytes(JsonSerializer.Serialize(enums, Readable) + "\n"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Objects_WithoutWhatMayBeAbsent_CanBeReadAgain(string name)
    {
        var kind = PersistedKinds.All.Single(kind => kind.Name == name);
        var filled = new FilledJson(name);
        filled.Full(kind.Type);

        Assert.All(filled.Objects, type =>
        {
            var written = JsonSerializer.Serialize(JsonSerializer.Deserialize(new FilledJson(name).Bare(type), type), type);
            Assert.Equal(written, JsonSerializer.Serialize(JsonSerializer.Deserialize(written, type), type));
        });
    }

    [Fact]
    public void Kinds_AreAllThatAContextWrites()
    {
        var written = AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => assembly.GetName().Name is { } name && name.StartsWith("MuBench.", StringComparison.Ordinal) && !name.Contains("Test", StringComparison.Ordinal))
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(JsonSerializerContext)) && type.Name != "ParityJsonContext") // reads embedded data, writes nothing
            .SelectMany(type => type.GetCustomAttributesData())
            .Where(attribute => attribute.AttributeType == typeof(JsonSerializableAttribute))
            .Select(attribute => ((Type)attribute.ConstructorArguments[0].Value!).ToString());

        Assert.Equal(written.Order(StringComparer.Ordinal), PersistedKinds.All.Select(kind => kind.Type.Type.ToString()).Order(StringComparer.Ordinal));
    }

    private static async Task AssertApprovedAsync(string name, bool isBare)
    {
        var kind = PersistedKinds.All.Single(kind => kind.Name == name);
        var path = $"kinds/{name}{(isBare ? ".bare" : "")}.json";

        ApprovedFiles.AssertSame(path, await kind.RewriteAsync(kind.Fill(isBare)));

        var approved = ApprovedFiles.Read(path);
        Assert.Equal(Encoding.UTF8.GetString(approved), Encoding.UTF8.GetString(await kind.RewriteAsync(approved)));
    }
}
