namespace MuBench.Contrastive.Families;

/// <summary>The content of <c>families.json</c>.</summary>
/// <param name="FormatVersion">Version of the format.</param>
/// <param name="Families">The families; the first matching one is used.</param>
public sealed record FamilyList(int FormatVersion, IReadOnlyList<ContrastiveFamily> Families);
