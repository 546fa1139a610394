using System.Text.Json.Serialization;

namespace MuBench.Contrastive.Families;

/// <summary>How the similarities of an image to a question's options become confidences. It does not affect the chosen option.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScoreFunction>))]
public enum ScoreFunction
{
    /// <summary>Softmax over the options.</summary>
    [JsonStringEnumMemberName("softmax")]
    Softmax,

    /// <summary>Sigmoid of each option separately.</summary>
    [JsonStringEnumMemberName("sigmoid")]
    Sigmoid,
}
