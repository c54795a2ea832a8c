using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Features;
using Polytask.Text.Analysis;

namespace Polytask.Text.Features;

/// <summary>How the number of times a feature occurs in a text counts.</summary>
public enum TermFrequency
{
    /// <summary>1 + ln(times).</summary>
    Logarithmic,

    /// <summary>Times.</summary>
    Count,

    /// <summary>1, however often.</summary>
    Presence,
}

/// <summary>What happens to words that the training texts do not have.</summary>
public enum UnknownWords
{
    /// <summary>They are passed over.</summary>
    Skip,

    /// <summary>They all count as one word of their own.</summary>
    Token,
}

/// <summary>Text as a bag of n-grams: tokens, alone and in sequence, counted, weighted and embedded.</summary>
[Kind("text")]
public sealed record TextEncoderOptions : BagEncoderOptions, IConstrained
{
    /// <summary>The language, for stop words and stemming: english, german, french and others. Chinese, japanese and korean are cut into overlapping pairs of characters.</summary>
    public string? Language { get; init; }

    /// <summary>Whether upper and lower case are the same.</summary>
    public bool FoldCase { get; init; } = true;

    /// <summary>Whether punctuation marks are tokens.</summary>
    public bool Punctuation { get; init; } = true;

    /// <summary>Whether the language's most common words are left out.</summary>
    public bool DropStopWords { get; init; }

    /// <summary>Whether words are reduced to their stems.</summary>
    public bool Stem { get; init; }

    /// <summary>The longest sequences of tokens that are features.</summary>
    [Range(1, 5)]
    public int WordNGrams { get; init; } = 2;

    /// <summary>Whether the begin and the end of the text take part in sequences.</summary>
    public bool Boundaries { get; init; } = true;

    /// <summary>The shortest sequences of characters within a word that are features, too; 0 means none.</summary>
    [Range(0, 10)]
    public int CharactersFrom { get; init; } = 4;

    /// <summary>The longest sequences of characters within a word.</summary>
    [Range(0, 10)]
    public int CharactersTo { get; init; } = 4;

    /// <summary>In how many training texts a feature must occur.</summary>
    [Range(1, 1_000_000)]
    public int MinCount { get; init; } = 1;

    /// <summary>The most features, the most frequent ones.</summary>
    [Range(1, 50_000_000)]
    public int MaxFeatures { get; init; } = 200_000;

    /// <summary>With more than 0, features are not looked up in a vocabulary but hashed into this many numbers.</summary>
    [Range(0, 50_000_000)]
    public int HashBuckets { get; init; }

    /// <summary>What happens to words that the training texts do not have.</summary>
    public UnknownWords UnknownWords { get; init; } = UnknownWords.Skip;

    /// <summary>How often a feature occurs counts as.</summary>
    public TermFrequency TermFrequency { get; init; } = TermFrequency.Logarithmic;

    /// <summary>Whether features weigh the more, the fewer training texts have them: times ln((1 + n) / (1 + n_f)) + 1.</summary>
    public bool InverseDocumentFrequency { get; init; }

    /// <summary>Whether the weights of a text are scaled to a Euclidean norm of 1, so that long texts do not weigh more.</summary>
    public bool Normalise { get; init; } = true;

    /// <summary>With <c>normalise</c>, the norm of the sequences of tokens beside the 1 of single tokens, before the whole is scaled.</summary>
    [Range(0, 100)]
    public double SequenceWeight { get; init; } = 1;

    /// <summary>With <c>normalise</c>, the norm of the sequences of characters beside the 1 of single tokens, before the whole is scaled.</summary>
    [Range(0, 100)]
    public double CharacterWeight { get; init; } = 0.5;

    internal NGramShape Shape => new(WordNGrams, Boundaries && WordNGrams > 1, CharactersFrom, CharactersTo);

    private static readonly string[] Cjk = ["chinese", "japanese", "korean"];

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Problems()
    {
        if (Language is not null && !Analysis.Language.All.ContainsKey(Language) && !Cjk.Contains(Language))
            yield return ("language", $"'{Language}' is not known. Expected one of {string.Join(", ", Analysis.Language.All.Keys.Concat(Cjk).Order(StringComparer.Ordinal))}.");
        else if ((Stem || DropStopWords) && (Language is null || Cjk.Contains(Language)))
            yield return (Stem ? "stem" : "dropStopWords", "stemming and stop words need a language that has them. Set 'language', english for example.");
        if (CharactersFrom > CharactersTo || CharactersTo > 0 && CharactersFrom == 0)
            yield return ("charactersFrom", $"expected 1 ≤ charactersFrom ≤ charactersTo, or both 0; found {CharactersFrom} and {CharactersTo}.");
        if (HashBuckets > 0 && UnknownWords == UnknownWords.Token)
            yield return ("unknownWords", "with hashBuckets no word is unknown. Set it to skip.");
    }

    /// <inheritdoc/>
    public override Encoder Fit(string name, TrainingRows rows)
    {
        var column = Column ?? name;
        var tokeniser = CreateTokeniser();
        var texts = rows.Column(column).Select(cell => cell.Value).ToList();
        if (texts.Count == 0) throw new DataException($"inputs.{name}: no training row has a text in column '{column}'. Expected at least one; check the column, or the split.");
        FeatureIndex index = HashBuckets > 0 ? new FeatureHashing(Shape, HashBuckets) : Vocabulary(texts, tokeniser);
        if (index.Count == 0) throw new DataException($"inputs.{name}: no token of column '{column}' occurs in {MinCount} training texts. Lower minCount.");
        return new TextEncoder(name, this, tokeniser, index, InverseDocumentFrequency ? DocumentFrequency.Weights(texts, tokeniser, index) : null);
    }

    /// <inheritdoc/>
    public override Encoder Restore(string name, JsonElement state)
    {
        try
        {
            var index = HashBuckets > 0 ? (FeatureIndex)new FeatureHashing(Shape, HashBuckets) : Features.Vocabulary.Restore(Shape, UnknownWords == UnknownWords.Token, state);
            var weights = InverseDocumentFrequency ? state.GetProperty(TextEncoder.Weights).EnumerateArray().Select(w => w.GetSingle()).ToArray() : null;
            if (weights is not null && weights.Length != index.Count)
                throw new CheckpointException($"input '{name}': expected {index.Count} weights, found {weights.Length}. The model file is damaged; train again.");
            return new TextEncoder(name, this, CreateTokeniser(), index, weights);
        }
        catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new CheckpointException($"input '{name}': the vocabulary cannot be read: {error.Message} The model file is damaged; train again.", error);
        }
    }

    private Vocabulary Vocabulary(IEnumerable<string> texts, ITokeniser tokeniser)
    {
        var builder = new VocabularyBuilder(Shape);
        foreach (var text in texts) builder.Add(text, tokeniser);
        return builder.Build(MinCount, MaxFeatures, UnknownWords == UnknownWords.Token);
    }

    private ITokeniser CreateTokeniser()
    {
        if (Language is not null && Cjk.Contains(Language)) return new CjkTokeniser();
        var normaliser = Stem || DropStopWords ? new WordNormaliser(Analysis.Language.All[Language!].Filters(DropStopWords, Stem)) : null;
        return new WordTokeniser(FoldCase, Punctuation, normaliser);
    }
}
