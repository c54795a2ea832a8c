using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Features;
using Polytask.Text.Analysis;

namespace Polytask.Text.Features;

/// <summary>How much a feature counts that occurs several times in a text.</summary>
public enum TermFrequency
{
    /// <summary>1 + ln(times).</summary>
    Logarithmic,

    /// <summary>Times.</summary>
    Count,

    /// <summary>1, however often.</summary>
    Presence,
}

/// <summary>What happens to words that are not in the vocabulary.</summary>
public enum UnknownWords
{
    /// <summary>They are passed over.</summary>
    Skip,

    /// <summary>They all count as one word of their own, learnt from the training texts' words that are too rare for the vocabulary.</summary>
    Token,
}

/// <summary>Text as a bag of features: words, sequences of words, and pieces of words, weighted and embedded. A missing text is an empty bag.</summary>
[Kind("text")]
public sealed record TextEncoderOptions : BagEncoderOptions, IConstrained
{
    /// <summary>The language of the texts, for its way of folding case, its stop words and its stems. In chinese, japanese and korean every character is a word, and overlapping pairs of characters are the sequences of wordNGrams.</summary>
    public string? Language { get; init; }

    /// <summary>Whether upper and lower case are the same. So are the apostrophes ’ and '.</summary>
    public bool FoldCase { get; init; } = true;

    /// <summary>Whether punctuation marks, emoji and other symbols are words of their own; otherwise they are passed over.</summary>
    public bool Punctuation { get; init; } = true;

    /// <summary>Whether the language's stop words, such as "the" and "of", are left out.</summary>
    public bool DropStopWords { get; init; }

    /// <summary>Whether words are reduced to their stems, so that "films" and "film" are the same.</summary>
    public bool Stem { get; init; }

    /// <summary>The most words in a sequence that is a feature: 1 for single words only, 2 for pairs of neighbours, too.</summary>
    [Range(1, 5)]
    public int WordNGrams { get; init; } = 2;

    /// <summary>Whether sequences also tell that a word is the first or the last of the text.</summary>
    public bool Boundaries { get; init; } = true;

    /// <summary>The fewest characters in a piece of a word that is a feature, the word's begin and end counting as characters; 0 for no pieces.</summary>
    [Range(0, 10)]
    public int CharactersFrom { get; init; } = 4;

    /// <summary>The most characters in a piece of a word.</summary>
    [Range(0, 10)]
    public int CharactersTo { get; init; } = 4;

    /// <summary>In how many training texts a feature must occur to be in the vocabulary.</summary>
    [Range(1, 1_000_000)]
    public int MinCount { get; init; } = 1;

    /// <summary>The most words and sequences in the vocabulary, and again the most pieces: those in most training texts.</summary>
    [Range(1, 50_000_000)]
    public int MaxFeatures { get; init; } = 200_000;

    /// <summary>With more than 0, there is no vocabulary: a hash gives each feature one of so many numbers, and some share one.</summary>
    [Range(0, 50_000_000)]
    public int HashBuckets { get; init; }

    /// <summary>What happens to words that are not in the vocabulary.</summary>
    public UnknownWords UnknownWords { get; init; } = UnknownWords.Skip;

    /// <summary>How much a feature counts that occurs several times in a text.</summary>
    public TermFrequency TermFrequency { get; init; } = TermFrequency.Logarithmic;

    /// <summary>Whether rare features weigh more: times ln((1 + n) / (1 + m)) + 1 for a feature in m of n training texts.</summary>
    public bool InverseDocumentFrequency { get; init; }

    /// <summary>Whether the weights of each text are scaled to a Euclidean norm of 1, so that long texts do not weigh more than short ones.</summary>
    public bool Normalise { get; init; } = true;

    /// <summary>With normalise: the norm of all sequences of a text, where that of its single words is 1.</summary>
    [Range(0, 100)]
    public double SequenceWeight { get; init; } = 1;

    /// <summary>With normalise: the norm of all pieces of words of a text, where that of its single words is 1.</summary>
    [Range(0, 100)]
    public double CharacterWeight { get; init; } = 0.5;

    internal NGramShape Shape => new(WordNGrams, Boundaries && WordNGrams > 1, CharactersFrom, CharactersTo);

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Problems()
    {
        var language = Language is null ? null : Analysis.Language.All.GetValueOrDefault(Language);
        if (language is null && Language is not null)
            yield return ("language", $"'{Language}' is not known. Expected one of {string.Join(", ", Analysis.Language.All.Keys)}.");
        else if (Stem && language?.Stem is null || DropStopWords && language?.StopWords is null)
            yield return (Stem ? "stem" : "dropStopWords", "stemming and stop words need a language that has them. Set 'language', english for example.");
        else if ((Stem || DropStopWords) && !FoldCase)
            yield return ("foldCase", "stems and stop words are in lower case. Set it to true, or leave out stem and dropStopWords.");
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
        if (index.Count == 0) throw new DataException($"inputs.{name}: no feature of column '{column}' occurs in {MinCount} training texts. Check the column, or lower minCount.");
        return new TextEncoder(name, this, tokeniser, index, InverseDocumentFrequency ? DocumentFrequency.Weights(texts, tokeniser, index) : null);
    }

    /// <inheritdoc/>
    public override Encoder Restore(string name, JsonElement state)
    {
        try
        {
            FeatureIndex index = HashBuckets > 0 ? new FeatureHashing(Shape, HashBuckets) : Features.Vocabulary.Restore(Shape, UnknownWords == UnknownWords.Token, state);
            var weights = InverseDocumentFrequency ? state.GetProperty(TextEncoder.Weights).EnumerateArray().Select(w => w.GetSingle()).ToArray() : null;
            if (index.Count == 0) throw new FormatException("It is empty.");
            if (weights is not null && (weights.Length != index.Count || !weights.All(float.IsFinite)))
                throw new FormatException($"Expected {index.Count} weights, found {weights.Count(float.IsFinite)}.");
            return new TextEncoder(name, this, CreateTokeniser(), index, weights);
        }
        catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new CheckpointException($"input '{name}': the vocabulary cannot be read: {error.Message} The model file is damaged; train again.", error);
        }
    }

    private Vocabulary Vocabulary(IEnumerable<string> texts, WordTokeniser tokeniser)
    {
        var builder = new VocabularyBuilder(Shape);
        foreach (var text in texts) builder.Add(text, tokeniser);
        return builder.Build(MinCount, MaxFeatures, UnknownWords == UnknownWords.Token);
    }

    private WordTokeniser CreateTokeniser()
    {
        var language = Language is null ? null : Analysis.Language.All[Language];
        return new WordTokeniser(FoldCase, Punctuation, FoldCase ? language?.Normaliser(DropStopWords, Stem) : null, language?.Characters ?? false);
    }
}
