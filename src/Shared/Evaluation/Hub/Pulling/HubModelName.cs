using System.Text.RegularExpressions;

namespace MuBench.Hub.Pulling;

/// <summary>The name of a model on the Hub: <c>hf:OWNER/NAME@REVISION</c>.</summary>
/// <param name="Repository">The repository: <c>OWNER/NAME</c>, or <c>NAME</c> alone for the oldest ones.</param>
/// <param name="Revision">A commit, a tag or a branch.</param>
public sealed partial record HubModelName(string Repository, string Revision)
{
    /// <summary>What precedes the repository.</summary>
    public const string Prefix = "hf:";

    private const string DefaultRevision = "main";

    /// <summary>The repository's name without its owner.</summary>
    public string ShortName => Repository[(Repository.LastIndexOf('/') + 1)..];

    /// <summary>Whether the revision is a whole commit, which never changes.</summary>
    public bool IsPinned => IsCommit(Revision);

    /// <summary>Parses a name. Without a revision it is the branch <c>main</c>.</summary>
    /// <exception cref="UserException">The text is not of this form.</exception>
    public static HubModelName Parse(string text)
    {
        var match = Form().Match(text);
        var (repository, revision) = (match.Groups["repository"].Value, match.Groups["revision"].Value);
        if (!match.Success || repository.Contains("..", StringComparison.Ordinal) || revision.Contains("..", StringComparison.Ordinal))
            throw new UserException($"'{text}' is not the name of a model on the Hub: expected {Prefix}OWNER/NAME@REVISION, such as {Prefix}openai/clip-vit-base-patch32@main.");
        return new HubModelName(repository, revision.Length == 0 ? DefaultRevision : revision);
    }

    /// <summary>Whether a text is a whole commit: 40 hex digits.</summary>
    public static bool IsCommit(string text) => text.Length == 40 && text.All(char.IsAsciiHexDigitLower);

    /// <inheritdoc/>
    public override string ToString() => $"{Prefix}{Repository}@{Revision}";

    [GeneratedRegex(@"^hf:(?<repository>([A-Za-z0-9][A-Za-z0-9._-]{0,95}/)?[A-Za-z0-9][A-Za-z0-9._-]{0,95})(@(?<revision>[A-Za-z0-9][A-Za-z0-9._/-]{0,199}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
