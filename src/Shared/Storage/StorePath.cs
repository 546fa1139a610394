using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MuBench.Storage;

/// <summary>
/// A path inside a store: valid segments joined by <c>/</c>. It is never absolute and never leaves the root.
/// </summary>
/// <remarks>
/// Names in manifests and uploads are untrusted. Only this type turns a name into a path. A segment has 1 to 200 characters. It
/// contains no control or invisible character, no separator, and no character that a file system reserves. It is not <c>.</c>
/// or <c>..</c>, and does not end in a dot or a space.
/// </remarks>
public readonly record struct StorePath
{
    private const int MaxSegmentLength = 200;
    private const int MaximumLength = 900; // blob names may have 1,024

    private readonly string? _value;

    private StorePath(string value) => _value = value;

    /// <summary>The root of the store, which is the prefix of every path.</summary>
    public static StorePath Root => default;

    /// <summary>The path in messages and blob names, without a leading slash.</summary>
    public string Value => _value ?? "";

    /// <summary>The last segment.</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>Parses a path of one or more segments.</summary>
    /// <exception cref="StorePathException">A segment is not valid.</exception>
    public static StorePath Parse(string path) =>
        TryParse(path, out var parsed, out var fault) ? parsed : throw new StorePathException(path, fault);

    /// <summary>Parses a path; <paramref name="fault"/> describes why it is not valid.</summary>
    public static bool TryParse(string? path, out StorePath parsed, [NotNullWhen(false)] out string? fault)
    {
        parsed = default;
        fault = path switch
        {
            null or "" => "is empty",
            { Length: > MaximumLength } => $"is longer than {MaximumLength} characters",
            _ => path.Split('/').Select(FaultOf).FirstOrDefault(found => found is not null),
        };
        if (fault is not null)
            return false;
        parsed = new StorePath(path!);
        return true;
    }

    /// <summary>Whether <paramref name="segment"/> is valid as one segment of a path.</summary>
    public static bool IsSegment(string? segment) => FaultOf(segment) is null;

    /// <summary>Appends one or more segments, which are checked.</summary>
    public static StorePath operator /(StorePath parent, string child)
    {
        var tail = Parse(child);
        return parent._value is null ? tail : Parse(parent._value + "/" + tail._value);
    }

    /// <inheritdoc cref="op_Division"/>
    public StorePath Divide(string child) => this / child;

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static string? FaultOf(string? segment) => segment switch
    {
        null or "" => "has an empty segment",
        "." or ".." => $"has the segment '{segment}'",
        { Length: > MaxSegmentLength } => $"has a segment longer than {MaxSegmentLength} characters",
        _ when segment[^1] is '.' or ' ' || segment[0] is ' ' => $"has the segment '{segment}', which begins or ends with a dot or a space",
        _ when segment.Any(IsForbidden) => "has a character that is not allowed in names (control and invisible characters and \\ : * ? \" < > |)",
        _ => null,
    };

    // Format characters (a right-to-left override, a zero-width space) make a name look like another one.
    private static bool IsForbidden(char character) =>
        char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || character is '\\' or '/' or ':' or '*' or '?' or '"' or '<' or '>' or '|';
}
