using System.Text.Json;
using System.Text.Json.Serialization;
using MuBench.Json;
using MuBench.Scoring.Matching;
using MuBench.Versions;

namespace MuBench.Scoring.Parity;

/// <summary>
/// The results of this process's code on embedded inputs, compared with the authors' code and publication. The
/// certificate is computed, not stored, so it describes the running code. Builds with the same results have the same id
/// on every machine.
/// </summary>
public sealed record ParityCertificate
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>The scoring protocol and the version of its rules; raise it with every intended change.</summary>
    public const string CurrentProtocol = Protocols.Official + "/1";

    private const string Pass = "pass";

    private const int DigitsShown = 16;

    private static readonly Lazy<ParityCertificate> Computed = new(() => Of(ParityData.Embedded));

    /// <summary>The certificate of this process's code; computed on first use (some tens of milliseconds).</summary>
    public static ParityCertificate Current => Computed.Value;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>SHA-256 over the protocol and, for each check in order, id, expected, found and verdict; 64 lower-case hex digits.</summary>
    public required string Id { get; init; }

    /// <inheritdoc cref="CurrentProtocol"/>
    public required string Protocol { get; init; }

    /// <summary><c>pass</c>, or <c>fail</c> if a check fails.</summary>
    public required string Result { get; init; }

    /// <summary>The version of the code that computed it; not part of the id.</summary>
    public required ReportCode Code { get; init; }

    /// <summary>The checks, area by area.</summary>
    public required IReadOnlyList<ParityCheck> Checks { get; init; }

    /// <summary>The intended deviations of MuBench from the authors' code.</summary>
    public required IReadOnlyList<ParityDeviation> Deviations { get; init; }

    /// <summary>Whether every check passes.</summary>
    [JsonIgnore]
    public bool Passes => Result == Pass;

    /// <summary>The first digits of an id, for display.</summary>
    public static string FirstDigits(string id) => id.Length > DigitsShown ? id[..DigitsShown] : id;

    /// <summary>Computes the certificate from data.</summary>
    internal static ParityCertificate Of(ParityData data)
    {
        ParityCheck[] checks =
        [
            .. PromptChecks.Of(data), .. MatcherChecks.Of(data), .. ContrastiveChecks.Of(data), .. DenominatorChecks.Of(data), .. PublishedChecks.Of(data),
            .. ChanceChecks.Of(data), .. HalfWidthChecks.Of(data), .. LocalizationChecks.Of(data),
        ];
        return new ParityCertificate
        {
            Id = IdOf(checks),
            Protocol = CurrentProtocol,
            Result = Array.TrueForAll(checks, check => check.Pass) ? Pass : "fail",
            Code = CodeVersion.Current,
            Checks = checks,
            Deviations = ParityDeviations.All,
        };
    }

    private static string IdOf(ParityCheck[] checks)
    {
        using var canonical = new MemoryStream();
        using (var json = new Utf8JsonWriter(canonical))
        {
            json.WriteStartArray();
            json.WriteStringValue(CurrentProtocol);
            foreach (var check in checks)
            {
                json.WriteStringValue(check.Id);
                json.WriteStringValue(check.Expected);
                json.WriteStringValue(check.Found);
                json.WriteBooleanValue(check.Pass);
            }

            json.WriteEndArray();
        }

        return Hashing.Sha256(canonical.GetBuffer().AsSpan(0, (int)canonical.Length));
    }
}
