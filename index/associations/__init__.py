"""The words that an archive relates by what stands near them; of ``index`` it imports analysis,
arrays, the strings of completions, fields and numbered texts.
"""

from index.associations.associations import FILE_NAME, NO_ASSOCIATIONS, Associations
from index.associations.building import associations_of
from index.associations.sampling import WordSample

__all__ = ["FILE_NAME", "NO_ASSOCIATIONS", "Associations", "WordSample", "associations_of"]
