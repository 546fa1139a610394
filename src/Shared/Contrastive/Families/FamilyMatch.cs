namespace MuBench.Contrastive.Families;

/// <summary>A condition on a configuration file that identifies a family.</summary>
/// <param name="File">The name of the file in the model's folder.</param>
/// <param name="Field">The field, with dots between nested objects.</param>
/// <param name="EqualTo">The required text of the field.</param>
/// <param name="Contains">A text that the field must contain, ignoring letter case. Without both texts, the field only has to exist.</param>
public sealed record FamilyMatch(
    string File, string Field, [property: System.Text.Json.Serialization.JsonPropertyName("equals")] string? EqualTo = null, string? Contains = null);
