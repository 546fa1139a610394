using System.Text.Json;

namespace MuBench.Contrastive.Families;

/// <summary>The known families, read from the embedded <c>families.json</c>.</summary>
internal static class ContrastiveFamilies
{
    private const string Resource = "MuBench.Contrastive.Families.families.json";

    private static readonly Lazy<IReadOnlyList<ContrastiveFamily>> Known = new(Load);

    /// <summary>All families, in the order in which they are tried.</summary>
    public static IReadOnlyList<ContrastiveFamily> All => Known.Value;

    /// <summary>Finds the family of a model folder by its configuration files.</summary>
    /// <exception cref="UserException">No known family matches.</exception>
    public static ContrastiveFamily Of(ContrastiveFolder folder)
    {
        var files = new Dictionary<string, JsonFile>(StringComparer.Ordinal);
        if (folder.Config is { } config)
            files["config.json"] = JsonFile.Read(config);
        if (folder.OpenClip is { } openClip)
            files["open_clip_config.json"] = JsonFile.Read(openClip);
        return All.FirstOrDefault(family => family.Match.Any(match => files.TryGetValue(match.File, out var file) && IsMatch(match, file)))
            ?? throw Unknown(folder, files.GetValueOrDefault("config.json")?.Text("model_type"));
    }

    private static bool IsMatch(FamilyMatch match, JsonFile file)
    {
        var path = match.Field.Split('.');
        foreach (var name in path[..^1])
        {
            if (!file.IsObject(name))
                return false;
            file = file.Object(name);
        }

        if (match is { EqualTo: null, Contains: null })
            return file.Has(path[^1]);
        var text = file.TextOrNothing(path[^1]);
        return match.EqualTo is { } exact ? text == exact : text?.Contains(match.Contains!, StringComparison.OrdinalIgnoreCase) ?? false;
    }

    private static UserException Unknown(ContrastiveFolder folder, string? type)
    {
        var types = All.SelectMany(family => family.Match).Where(match => match is { Field: "model_type", EqualTo: not null }).Select(match => match.EqualTo).Order();
        return new UserException(
            $"The model folder '{folder.Path}' is not of a known family: config.json has {(type is null ? "no model_type" : $"the model_type '{type}'")}; it should be one of "
            + $"{string.Join(", ", types)}, or open_clip_config.json should hold model_cfg. Known families: {string.Join(", ", All.Select(family => family.Name))}.");
    }

    private static IReadOnlyList<ContrastiveFamily> Load()
    {
        using var stream = typeof(ContrastiveFamilies).Assembly.GetManifestResourceStream(Resource)!;
        return JsonSerializer.Deserialize(stream, ContrastiveJsonContext.Default.FamilyList)!.Families;
    }
}
