namespace MuBench.Contrastive.Families;

/// <summary>A sign of a family in a configuration file.</summary>
/// <param name="File">The file, in the model's folder.</param>
/// <param name="Field">The field, with dots between objects.</param>
/// <param name="EqualTo">The text that the field has.</param>
/// <param name="Contains">A text that the field contains, letter case apart. Without both, the field need only be there.</param>
public sealed record FamilyMatch(
    string File, string Field, [property: System.Text.Json.Serialization.JsonPropertyName("equals")] string? EqualTo = null, string? Contains = null);
