using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MuBench.Functions.Http;
using MuBench.TestUtils.Approved;

namespace MuBench.Tests.Functions.Http;

/// <summary>Compares the bodies that are not stored documents with the approved ones in <c>tests/approved/api</c>.</summary>
public sealed class ApiBodyTests
{
    public static TheoryData<string> Names => ["problem", "run-accepted", "manifest-validation", "run-list", "run-deleted"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Body_OfAnyKind_IsWrittenAsApproved(string name)
    {
        var type = TypeOf(name);

        foreach (var (suffix, filled) in ((string, string)[])[("", new FilledJson(name).Full(type)), (".bare", new FilledJson(name).Bare(type))])
            ApprovedFiles.AssertSame($"api/{name}{suffix}.json", Encoding.UTF8.GetBytes(JsonSerializer.Serialize(JsonSerializer.Deserialize(filled, type), type)));
    }

    private static JsonTypeInfo TypeOf(string name) => name switch
    {
        "problem" => ApiJsonContext.Default.ApiProblem,
        "run-accepted" => ApiJsonContext.Default.RunAccepted,
        "manifest-validation" => ApiJsonContext.Default.ManifestValidation,
        "run-deleted" => ApiJsonContext.Default.RunDeleted,
        _ => ApiJsonContext.Default.RunList,
    };
}
